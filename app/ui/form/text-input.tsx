import { Field } from './field-frame.tsx';
import { controlProps, textOf, type FieldTexts, type FormField } from './field.ts';

interface TextInputProps extends FieldTexts {
  field: FormField;
  type?: 'text' | 'email' | 'tel' | 'password' | 'number' | 'search';
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email';
  /** In characters, for a field whose answer has a known length. */
  size?: number;
}

export function TextInput({
  field,
  label,
  help,
  optional,
  type = 'text',
  autoComplete = 'off',
  inputMode,
  size,
}: TextInputProps) {
  return (
    <Field field={field} label={label} help={help} optional={optional}>
      <input
        key={field.key}
        {...controlProps(field, help)}
        type={type}
        autoComplete={autoComplete}
        inputMode={inputMode}
        size={size}
        minLength={field.minLength}
        maxLength={field.maxLength}
        min={field.min}
        max={field.max}
        step={field.step}
        pattern={field.pattern}
        spellCheck={type === 'text' ? undefined : false}
        defaultValue={type === 'password' ? undefined : textOf(field.initialValue)}
        className={size ? 'control max-w-48' : 'control'}
      />
    </Field>
  );
}
