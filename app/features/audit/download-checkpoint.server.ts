import { done, redirectTo, type Done, type Redirect } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findCheckpoint, listCheckpoints } from './audit-repo.server.ts';
import type { CheckpointQuery } from './audit.schema.ts';
import { textFile } from './text-file.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** `size` null: there was none yet */
    'checkpoint.downloaded': { size: number | null };
  }
}

/** A checkpoint's signed note, to be kept outside the host; the newest when none is named. */
export async function downloadCheckpoint(
  uow: UnitOfWork,
  { size }: CheckpointQuery,
): Promise<Done<Response | Redirect>> {
  const [newest] = size === undefined ? await listCheckpoints(uow, 1) : [await findCheckpoint(uow, BigInt(size))];
  if (!newest) {
    if (size !== undefined) throw new NotFound();
    return done(redirectTo('/audit/checkpoints'), { type: 'checkpoint.downloaded', detail: { size: null } });
  }
  const events = Number(newest.size);
  return done(textFile(`linden-${events}.note`, newest.note), {
    type: 'checkpoint.downloaded',
    detail: { size: events },
  });
}
