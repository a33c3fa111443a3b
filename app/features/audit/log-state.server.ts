import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { countEventsAfter, listCheckpoints, type CheckpointRow } from './audit-repo.server.ts';
import type { CheckpointView, LogStateView } from './checkpoint-view.ts';

/** How far the log is sealed, for an auditor. */
export async function logState(uow: UnitOfWork): Promise<LogStateView> {
  const [last] = await listCheckpoints(uow, 1);
  return {
    last: last ? toCheckpointView(last) : null,
    unsealed: await countEventsAfter(uow, last?.last_sequence ?? 0n),
  };
}

export function toCheckpointView({ size, root, at }: CheckpointRow): CheckpointView {
  return { size: Number(size), root: Buffer.from(root).toString('base64'), at: at.toISOString() };
}
