import * as z from 'zod';

/** A file that nobody has a reason to open. */
export const CanarySchema = z.object({
  /** fictional, nobody's */
  fullName: z.string().trim().min(1).max(200),
  /** the colleague, now or formerly here, who seems to have opened it */
  worker: z.uuid(),
  /** it stands in her list; without this it is nobody's */
  assigned: z.boolean().default(false),
});
export type Canary = z.output<typeof CanarySchema>;
