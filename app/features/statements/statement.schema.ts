import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { pastWorkDay } from '#app/platform/day.ts';

/** Twenty pages of 3,000 characters. */
export const STATEMENT_MAX = 60_000;

export const StartSchema = z.object({ language: z.enum(codeLists.language) });

/** `base`: the statement's row version that the writer started from. */
const base = z.coerce.number().int().min(1);
const text = z.string().max(STATEMENT_MAX).default('');

export const SaveSchema = z.object({ statementId: z.uuid(), base, text });
export type SaveStatement = z.output<typeof SaveSchema>;

export const ReadBackSchema = z.object({ statementId: z.uuid(), base, readBackOn: pastWorkDay() });
/** `nameSeen`: she was shown what in the text says who the survivor is, and it should stay. */
export const ApproveSchema = z.object({
  statementId: z.uuid(),
  base,
  confirmed: z.literal('on'),
  nameSeen: z.boolean().default(false),
});
export const RewriteSchema = z.object({ statementId: z.uuid() });

export const VersionParams = CaseParams.extend({
  statementId: z.uuid(),
  version: z.coerce.number().int().min(1).max(100_000),
});
