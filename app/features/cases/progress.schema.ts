import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';

/** `fromStep` is the one that the page showed; closing the case is confirmed. */
export const ChangeStepSchema = z
  .object({ step: z.enum(codeLists.caseStep), fromStep: z.enum(codeLists.caseStep), sure: z.boolean().default(false) })
  .refine(({ step, sure }) => step !== 'closure' || sure, { path: ['sure'], message: 'cases:error.confirmClosure' })
  .transform(({ step, fromStep }) => ({ step, fromStep }));
export type ChangeStep = z.output<typeof ChangeStepSchema>;

export const ReadinessSchema = z.object({ readiness: z.enum(codeLists.readiness) });

export const ReopenSchema = z.object({});
