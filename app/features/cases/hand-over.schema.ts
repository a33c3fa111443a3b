import * as z from 'zod';

/** She is taken out of the case and its other workers go on. */
export const ONLY_OUT = 'out';

/** `to`: a colleague's id, `ONLY_OUT`, or nothing, when the case stays with her. */
export const HandOverCasesSchema = z.object({
  cases: z
    .array(z.object({ caseId: z.uuid(), to: z.union([z.uuid(), z.literal(ONLY_OUT)]).optional() }))
    .min(1)
    .max(2_000),
});
export type HandOverCases = z.output<typeof HandOverCasesSchema>;

/** `with-<member id>=on` for each colleague among whom the cases are to be spread. */
export const SpreadQuery = z.record(z.string(), z.string()).catch({});

export function spreadAmong(query: Record<string, string>): string[] {
  return Object.keys(query).flatMap((name) => (name.startsWith('with-') ? [name.slice('with-'.length)] : []));
}
