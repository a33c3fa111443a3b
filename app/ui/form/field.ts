/** The part of Conform's field metadata that a control needs; every field of `useLindenForm` fits. */
export interface FormField {
  key: string | undefined;
  id: string;
  name: string;
  formId: string;
  errorId: string;
  descriptionId: string;
  errors: string[] | undefined;
  initialValue: unknown;
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  min?: string | number;
  max?: string | number;
  step?: string | number;
  pattern?: string;
  multiple?: boolean;
}

/** What the author of a page says about a field; texts are translated already. */
export interface FieldTexts {
  label: string;
  /** Why we ask, in one sentence. */
  help?: string;
  /** Says "may stay empty" beside the label; by default whenever the schema does not require the field. */
  optional?: boolean;
}

/** `name`, `id` and ARIA of a control, wired once. */
export function controlProps(field: FormField, help: string | undefined) {
  const invalid = Boolean(field.errors?.length);
  const described = [help ? field.descriptionId : '', invalid ? field.errorId : ''].filter(Boolean).join(' ');
  return {
    id: field.id,
    name: field.name,
    form: field.formId,
    required: field.required,
    'aria-invalid': invalid || undefined,
    'aria-describedby': described || undefined,
  };
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : textOf(value) === undefined ? [] : [String(value)];
}
