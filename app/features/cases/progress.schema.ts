import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';

/** `fromStep` is the one that the page showed. */
export const ChangeStepSchema = z.object({ step: z.enum(codeLists.caseStep), fromStep: z.enum(codeLists.caseStep) });
export type ChangeStep = z.output<typeof ChangeStepSchema>;

export const ReadinessSchema = z.object({ readiness: z.enum(codeLists.readiness) });

export const ReopenSchema = z.object({});
