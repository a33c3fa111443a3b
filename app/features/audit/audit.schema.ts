import * as z from 'zod';
import { day } from '#app/platform/day.ts';

export const EVENTS_PER_PAGE = 50;

/** Which events are shown. A filter that makes no sense is left out; the address never fails. */
export const AuditQuery = z.object({
  case: z.uuid().optional().catch(undefined),
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
