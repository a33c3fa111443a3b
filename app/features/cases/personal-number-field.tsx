import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '#app/ui/form/field-frame.tsx';
import { controlProps, textOf, type FormField } from '#app/ui/form/field.ts';
import { isUnusualPersonalNumber } from './personal-number.ts';

/** Any document's number. A personal number that does not add up asks for a second look; it is kept all the same. */
export function PersonalNumberField({ field, label }: { field: FormField; label: string }) {
  const { t } = useTranslation('cases');
  const initial = textOf(field.initialValue);
  const [unusual, setUnusual] = useState(isUnusualPersonalNumber(initial));
  const note = (
    <p role="status" className="text-small text-honey">
      {unusual ? t('identity.unusualNumber') : ''}
    </p>
  );
  const help = t('identity.personalNumberHelp');
  return (
    <Field field={field} label={label} help={help} after={note}>
      <input
        key={field.key}
        {...controlProps(field, help)}
        autoComplete="off"
        spellCheck={false}
        maxLength={field.maxLength}
        defaultValue={initial}
        onBlur={(event) => setUnusual(isUnusualPersonalNumber(event.currentTarget.value))}
        className="control max-w-64"
      />
    </Field>
  );
}
