import { useTranslation } from 'react-i18next';
import { FieldError } from './field-error.tsx';
import { FieldHelp } from './field-frame.tsx';
import { controlProps, textOf, textsOf, type FieldTexts, type FormField } from './field.ts';
import type { Choice } from './select.tsx';

interface ChoiceGroupProps extends FieldTexts {
  field: FormField;
  options: readonly Choice[];
  /** Short answers stand side by side. */
  inline?: boolean;
}

export function RadioGroup(props: ChoiceGroupProps) {
  return <ChoiceGroup {...props} type="radio" chosen={textsOf(textOf(props.field.initialValue))} />;
}

/** Several answers under one name; the schema is `z.array(…)`. */
export function CheckboxGroup(props: ChoiceGroupProps) {
  return <ChoiceGroup {...props} type="checkbox" chosen={textsOf(props.field.initialValue)} />;
}

function ChoiceGroup(props: ChoiceGroupProps & { type: 'radio' | 'checkbox'; chosen: string[] }) {
  const { field, label, help, optional = !field.required, options, inline, type, chosen } = props;
  const { t } = useTranslation('common');
  const control = controlProps(field, help);
  return (
    <fieldset key={field.key} className="grid max-w-xl gap-1.5" aria-describedby={control['aria-describedby']}>
      <legend className="mb-1.5 font-semibold">
        {label}
        {optional ? <span className="font-normal text-quiet"> · {t('form.mayStayEmpty')}</span> : null}
      </legend>
      <FieldHelp field={field} help={help} />
      <div className={inline ? 'flex flex-wrap gap-2' : 'grid gap-2'}>
        {options.map((option, position) => (
          <label
            key={option.value}
            className="flex min-h-11 items-start gap-3 rounded-control border border-line bg-surface px-3 py-2 hover:border-line-strong has-checked:border-leaf has-checked:bg-leaf-soft"
          >
            <input
              type={type}
              id={position === 0 ? field.id : undefined}
              name={field.name}
              form={field.formId}
              value={option.value}
              required={type === 'radio' && field.required}
              defaultChecked={chosen.includes(option.value)}
              className="mt-1 size-4.5 shrink-0"
            />
            <span>
              {option.label}
              {option.help ? <span className="block text-small text-quiet">{option.help}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <FieldError field={field} />
    </fieldset>
  );
}
