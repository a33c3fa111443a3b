import * as z from 'zod';
import { day } from '#app/platform/day.ts';

export const EVENTS_PER_PAGE = 50;

/** The signs that the list shows of an opaque id. */
export const SHORT_ID = 8;
const WHOLE_ID = 32;

/** The beginning of a UUID, dashes and capitals or not, at least as long as the list shows it; without dashes. */
const idOrBeginning = z
  .string()
  .transform((text) => text.replaceAll('-', '').trim().toLowerCase())
  .pipe(z.string().regex(new RegExp(`^[0-9a-f]{${SHORT_ID},${WHOLE_ID}}$`)))
  .transform((digits) => (digits.length === WHOLE_ID ? dashed(digits) : digits));

/** 32 hex digits as a UUID. */
function dashed(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function isWhole(id: string | undefined): id is string {
  return id?.length === dashed('0'.repeat(WHOLE_ID)).length;
}

/** The lowest and the highest UUID that begin so. */
export function idsFrom(beginning: string): { gte: string; lte: string } {
  return { gte: dashed(beginning.padEnd(WHOLE_ID, '0')), lte: dashed(beginning.padEnd(WHOLE_ID, 'f')) };
}

/** Which events are shown. A filter that makes no sense is left out; the address never fails. */
export const AuditQuery = z.object({
  /** whole, or its beginning as the list shows it */
  case: idOrBeginning.optional().catch(undefined),
  member: z.uuid().optional().catch(undefined),
  type: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/)
    .optional()
    .catch(undefined),
  outcome: z.enum(['done', 'denied', 'failed']).optional().catch(undefined),
  from: day().optional().catch(undefined),
  until: day().optional().catch(undefined),
  /** the sequence number before which the page begins: pages stay the same while events are added */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
});
export type AuditQuery = z.output<typeof AuditQuery>;

export const CHECKPOINTS_PER_PAGE = 30;

const size = z
  .string()
  .regex(/^\d{1,15}$/)
  .optional()
  .catch(undefined);

/** `before`: with fewer events than that; pages stay the same while checkpoints are added. */
export const CheckpointsQuery = z.object({ before: size });
export type CheckpointsQuery = z.output<typeof CheckpointsQuery>;

/** Which checkpoint, by its number of events; none = the newest. */
export const CheckpointQuery = z.object({ size });
export type CheckpointQuery = z.output<typeof CheckpointQuery>;
