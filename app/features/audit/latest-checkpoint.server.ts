import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listCheckpoints } from './audit-repo.server.ts';
import type { CheckpointView } from './checkpoint-view.ts';
import { toCheckpointView } from './log-state.server.ts';

/** The newest checkpoint, to be printed on what leaves the host; null when there is none yet. No event of its own. */
export async function latestCheckpoint(uow: UnitOfWork): Promise<CheckpointView | null> {
  const [last] = await listCheckpoints(uow, 1);
  return last ? toCheckpointView(last) : null;
}
