import { Field } from './field-frame.tsx';
import { controlProps, textOf, type FieldTexts, type FormField } from './field.ts';

interface DateInputProps extends FieldTexts {
  field: FormField;
  /** `2026-11-23` */
  min?: string;
  max?: string;
}

/** The browser's own date control: it knows the keyboard, the phone and the reader's order of day and month. */
export function DateInput({ field, label, help, optional, min, max }: DateInputProps) {
  return (
    <Field field={field} label={label} help={help} optional={optional}>
      <input
        key={field.key}
        {...controlProps(field, help)}
        type="date"
        min={min}
        max={max}
        defaultValue={textOf(field.initialValue)}
        className="control max-w-48"
      />
    </Field>
  );
}

export function TimeInput({ field, label, help, optional }: FieldTexts & { field: FormField }) {
  return (
    <Field field={field} label={label} help={help} optional={optional}>
      <input
        key={field.key}
        {...controlProps(field, help)}
        type="time"
        defaultValue={textOf(field.initialValue)}
        className="control max-w-36"
      />
    </Field>
  );
}
