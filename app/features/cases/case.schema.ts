import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';
import { CASE_SORTS } from './case-page.ts';

export const CaseParams = z.object({ caseId: z.uuid() });

export const CASES_PER_PAGE = 50;

/** Offered in the list's filter, in days. */
export const WAITING_DAYS = ['7', '14', '30', '90'] as const;

/** The list's filters, order and page, as they stand in the address. A bad value falls back to none. */
export const CaseListQuery = z.object({
  step: z.enum(codeLists.caseStep).optional().catch(undefined),
  code: z.string().trim().toUpperCase().max(12).optional().catch(undefined),
  closed: z.enum(['yes']).optional().catch(undefined),
  /** more than so many days since something last happened */
  waiting: z.enum(WAITING_DAYS).optional().catch(undefined),
  /** a member's id, those without anybody, or those on which a legal officer is wanted; heard only from who may see assignments */
  assigned: z.union([z.uuid(), z.enum(['nobody', 'lawyer'])]).optional().catch(undefined),
  sort: z.enum(CASE_SORTS).catch('-waiting').default('-waiting'),
  page: z.string().max(80).optional().catch(undefined),
});
export type CaseListQuery = z.output<typeof CaseListQuery>;

/** The cases on the page whose names are to be shown. */
export const ShowNamesSchema = z.object({ caseId: z.array(z.uuid()).max(CASES_PER_PAGE) });

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
