import { useForm, type DefaultValue, type SubmissionResult } from '@conform-to/react';
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4';
import type { $ZodType, input, output } from 'zod/v4/core';
import { zodErrorKeys } from '#app/platform/i18n/zod-errors.ts';
import { nestFields, type KeptDraft } from '../quiet/drafts.ts';

interface LindenFormOptions<Schema extends $ZodType> {
  /** The form's `id`, needed once a page has two forms, and for drafts. */
  id: string;
  /** `useActionData()?.lastResult` */
  lastResult?: SubmissionResult<string[]> | null | undefined;
  defaultValue?: DefaultValue<input<Schema>>;
  /** A kept draft: its texts win over `defaultValue`. One that is whole (`_whole`) says also what was left empty. */
  draft?: KeptDraft | null | undefined;
}

/** Conform over one zod schema: the same rules in the browser and on the server, errors as keys of `errors`. */
export function useLindenForm<Schema extends $ZodType<unknown, Record<string, unknown>>>(
  schema: Schema,
  { id, lastResult, defaultValue, draft }: LindenFormOptions<Schema>,
) {
  const kept = draft ? (nestFields(draft.fields) as DefaultValue<input<Schema>>) : undefined;
  const [form, fields] = useForm<input<Schema>, output<Schema>>({
    id,
    lastResult,
    defaultValue: kept && !draft?.fields['_whole'] ? Object.assign({}, defaultValue, kept) : (kept ?? defaultValue),
    constraint: getZodConstraint(schema),
    shouldValidate: 'onSubmit',
    // While typing, not on leaving: leaving happens when the button is pressed, and the page must not move under it.
    shouldRevalidate: 'onInput',
    defaultNoValidate: false,
    onValidate: ({ formData }) => parseWithZod(formData, { schema, error: zodErrorKeys }),
  });
  return { form, fields };
}
