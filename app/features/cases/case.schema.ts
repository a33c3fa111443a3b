import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';

export const CaseParams = z.object({ caseId: z.uuid() });

export const CASES_PER_PAGE = 50;

/** The list's filters, as they stand in the address. A bad value falls back to none. */
export const CaseListQuery = z.object({
  step: z.enum(codeLists.caseStep).optional().catch(undefined),
  code: z.string().trim().toUpperCase().max(12).optional().catch(undefined),
  closed: z.enum(['yes']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(2_000).catch(1).default(1),
});
export type CaseListQuery = z.output<typeof CaseListQuery>;

/** First contact: how to reach her safely, and no story. Nothing but the channel is required. */
export const FirstContactSchema = z.object({
  channel: z.enum(codeLists.contactChannel),
  contact: z.string().trim().max(200).optional(),
  hours: z.string().trim().max(200).optional(),
  mayAnswer: z.string().trim().max(200).optional(),
  workerSex: z.enum(codeLists.sex).optional(),
  workerLanguage: z.enum(codeLists.language).optional(),
  referredFrom: z.enum(codeLists.referredFrom).optional(),
});
export type FirstContact = z.output<typeof FirstContactSchema>;
