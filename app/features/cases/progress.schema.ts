import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';

/** `fromStep` is the one that the page showed; closing the case is confirmed. */
export const ChangeStepSchema = z
  .object({ step: z.enum(codeLists.caseStep), fromStep: z.enum(codeLists.caseStep), sure: z.boolean().default(false) })
  .refine(({ step, sure }) => step !== 'closure' || sure, { path: ['sure'], message: 'cases:error.confirmClosure' });
/** The move itself, once it is confirmed. */
export type ChangeStep = Pick<z.output<typeof ChangeStepSchema>, 'step' | 'fromStep'>;

export const ReadinessSchema = z.object({ readiness: z.enum(codeLists.readiness) });

export const ReopenSchema = z.object({});
