import { Field } from './field-frame.tsx';
import { controlProps, type FieldTexts, type FormField } from './field.ts';

interface FileInputProps extends FieldTexts {
  field: FormField;
  /** As the `accept` attribute; the server looks at the bytes again. */
  accept?: string;
}

/** The form needs `encType="multipart/form-data"`. */
export function FileInput({ field, label, help, optional, accept }: FileInputProps) {
  return (
    <Field field={field} label={label} help={help} optional={optional}>
      <input
        key={field.key}
        {...controlProps(field, help)}
        type="file"
        accept={accept}
        multiple={field.multiple}
        className="control file:me-3 file:rounded file:border-0 file:bg-leaf-soft file:px-3 file:py-1 file:font-semibold file:text-leaf-strong"
      />
    </Field>
  );
}
