import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { env } from '#app/platform/env/env.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { logKey } from '#app/platform/transparency/log-key.server.ts';
import { formatKey } from '#app/platform/transparency/signed-note.server.ts';
import { listCheckpoints } from './audit-repo.server.ts';
import { CHECKPOINTS_PER_PAGE, type CheckpointsQuery } from './audit.schema.ts';
import { logState, toCheckpointView } from './log-state.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'checkpoints.viewed': { shown: number };
  }
}

/** The log's checkpoints, newest first, with the key that signs them now. */
export async function viewCheckpoints(uow: UnitOfWork, { before }: CheckpointsQuery) {
  const rows = await listCheckpoints(uow, CHECKPOINTS_PER_PAGE + 1, before === undefined ? undefined : BigInt(before));
  const checkpoints = rows.slice(0, CHECKPOINTS_PER_PAGE).map(toCheckpointView);
  const view = {
    log: await logState(uow),
    checkpoints,
    before: before === undefined ? null : Number(before),
    next: rows.length > CHECKPOINTS_PER_PAGE ? String(checkpoints.at(-1)!.size) : null,
    key: formatKey(await logKey(await keyModule(), env().logName)),
  };
  return done(view, { type: 'checkpoints.viewed', detail: { shown: checkpoints.length } });
}
