import * as z from 'zod';

/** `back`: the page to go on with, of this origin. */
export const LeaveDraftSchema = z.object({ mark: z.string().min(1).max(300), back: z.string().max(2_000).default('/') });

const MAX_FIELDS = 400;

/** What a page sends while somebody writes: the form's mark, and its fields as JSON text of names and texts. */
export const DraftSchema = z.object({
  form: z.string().min(1).max(300),
  fields: z.string().transform((json, context) => {
    const fields = DraftFields.safeParse(parsed(json));
    if (fields.success) return fields.data;
    context.addIssue({ code: 'custom', message: 'invalid' });
    return z.NEVER;
  }),
});
export type DraftFields = z.output<typeof DraftFields>;

export const DraftFields = z
  .record(z.string().max(200), z.string())
  .refine((fields) => Object.keys(fields).length <= MAX_FIELDS);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
