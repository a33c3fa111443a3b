import { useTranslation } from 'react-i18next';
import { Field } from './field-frame.tsx';
import { controlProps, textOf, type FieldTexts, type FormField } from './field.ts';

export interface Choice {
  value: string;
  label: string;
  /** One quiet line under a radio button or a box. */
  help?: string;
}

interface SelectProps extends FieldTexts {
  field: FormField;
  options: readonly Choice[];
}

export function Select({ field, label, help, optional, options }: SelectProps) {
  const { t } = useTranslation('common');
  return (
    <Field field={field} label={label} help={help} optional={optional}>
      <select
        key={field.key}
        {...controlProps(field, help)}
        defaultValue={textOf(field.initialValue) ?? ''}
        className="control max-w-md"
      >
        <option value="">{t('form.choose')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
