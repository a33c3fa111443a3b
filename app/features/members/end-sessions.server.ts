import { deleteSessions } from './member-repo.server.ts';

/**
 * Signs a member out everywhere, because something was taken from her. On the accounts' own connection, at once: when the
 * transaction around it fails after all, she has only to sign in again.
 */
export function endSessionsOf(memberId: string): Promise<void> {
  return deleteSessions(memberId);
}
