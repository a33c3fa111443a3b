import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from './field-error.tsx';
import type { FieldTexts, FormField } from './field.ts';

interface FieldProps extends FieldTexts {
  field: FormField;
  /** Right under the control, such as a counter. */
  after?: ReactNode;
  children: ReactNode;
}

/** Label, help, control and error of one field. */
export function Field({ field, label, help, optional = !field.required, after, children }: FieldProps) {
  const { t } = useTranslation('common');
  return (
    <div className="grid max-w-xl gap-1.5">
      <label htmlFor={field.id} className="font-semibold">
        {label}
        {optional ? <span className="font-normal text-quiet"> · {t('form.mayStayEmpty')}</span> : null}
      </label>
      <FieldHelp field={field} help={help} />
      {children}
      {after}
      <FieldError field={field} />
    </div>
  );
}

export function FieldHelp({ field, help }: { field: FormField; help?: string }) {
  return help ? (
    <p id={field.descriptionId} className="text-small text-quiet">
      {help}
    </p>
  ) : null;
}
