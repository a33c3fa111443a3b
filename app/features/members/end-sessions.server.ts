import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { deleteSessions } from './colleague-repo.server.ts';

/**
 * Signs colleagues out everywhere, because something was taken from them: in the transaction that takes it, or not at all.
 * The actor's own sessions go on.
 */
export async function endSessionsOf(uow: UnitOfWork, memberIds: readonly string[]): Promise<number> {
  return deleteSessions(
    uow,
    memberIds.filter((id) => id !== uow.actor.id),
  );
}
