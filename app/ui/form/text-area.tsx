import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Field } from './field-frame.tsx';
import { controlProps, textOf, type FieldTexts, type FormField } from './field.ts';

interface TextAreaProps extends FieldTexts {
  field: FormField;
  rows?: number;
  /** A long text, such as a statement, takes the width of the page. */
  wide?: boolean;
}

export function TextArea({ field, label, help, optional, rows = 5, wide }: TextAreaProps) {
  const { t } = useTranslation('common');
  const { number } = useFormat();
  const initial = textOf(field.initialValue) ?? '';
  const [length, setLength] = useState(initial.length);
  const counter = field.maxLength ? (
    <p className="text-end text-small text-quiet">
      {t('form.counter', { used: number(length), max: number(field.maxLength) })}
    </p>
  ) : null;
  return (
    <div className={wide ? '*:max-w-none' : undefined}>
      <Field field={field} label={label} help={help} optional={optional} after={counter}>
        <textarea
          key={field.key}
          {...controlProps(field, help)}
          rows={rows}
          minLength={field.minLength}
          maxLength={field.maxLength}
          defaultValue={initial}
          onInput={(event) => setLength(event.currentTarget.value.length)}
          className="control"
        />
      </Field>
    </div>
  );
}
