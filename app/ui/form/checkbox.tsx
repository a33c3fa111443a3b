import { FieldError } from './field-error.tsx';
import { FieldHelp } from './field-frame.tsx';
import { controlProps, textOf, type FieldTexts, type FormField } from './field.ts';

/** One statement to agree with; the schema is `z.boolean()` and an empty box is no answer. */
export function Checkbox({ field, label, help }: FieldTexts & { field: FormField }) {
  return (
    <div className="grid max-w-xl gap-1">
      <label className="flex min-h-11 items-start gap-3 py-2">
        <input
          key={field.key}
          {...controlProps(field, help)}
          type="checkbox"
          value="on"
          defaultChecked={textOf(field.initialValue) === 'on' || field.initialValue === true}
          className="mt-1 size-4.5 shrink-0"
        />
        <span>{label}</span>
      </label>
      <FieldHelp field={field} help={help} />
      <FieldError field={field} />
    </div>
  );
}
