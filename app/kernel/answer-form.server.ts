import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, type ActionFunctionArgs } from '@remix-run/node';
import type * as z from 'zod';
import { zodErrorKeys } from '#app/platform/i18n/zod-errors.ts';
import { Conflict, Invalid, TooMany } from './errors.ts';
import { readForm } from './form-request.server.ts';

/**
 * The form of a member's own account, where there is no unit of work: parses, lets `handle` work, and gives a form that does
 * not fit back with what was typed. `hide` names the fields that never go back, such as passwords; `kept` goes back too.
 */
export async function answerForm<Form extends z.ZodType, View, Kept extends object = object>(
  args: ActionFunctionArgs,
  { schema, hide = [], kept }: { schema: Form; hide?: string[]; kept?: Kept },
  handle: (form: z.output<Form>) => Promise<View>,
) {
  const submission = parseWithZod(await readForm(args.request), { schema, error: zodErrorKeys });
  const back = (status: number, errors: { formErrors?: string[]; fieldErrors?: Record<string, string[]> }) => {
    const lastResult: SubmissionResult<string[]> = submission.reply({ ...errors, hideFields: hide });
    return data({ ...(kept as Kept), lastResult }, { status });
  };
  if (submission.status !== 'success') return back(422, {});
  try {
    return await handle(submission.value as z.output<Form>);
  } catch (error) {
    if (error instanceof Invalid) {
      const { '': formErrors = [], ...fieldErrors } = error.fields;
      return back(422, { formErrors, fieldErrors });
    }
    if (error instanceof Conflict) return back(409, { formErrors: ['changed_meanwhile'] });
    if (error instanceof TooMany) return back(429, { formErrors: ['too_many_attempts'] });
    throw error;
  }
}
