import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { cancelInvitation, findOpenInvitations } from './invitation-repo.server.ts';

/** Takes back every unused link with which a member could get new keys, and what is sealed to it. */
export async function cancelLinksOf(uow: UnitOfWork, memberId: string): Promise<void> {
  for (const open of await findOpenInvitations(uow, uow.actor.organisationId)) {
    if (open.member_id === memberId) await cancelInvitation(uow, open.id);
  }
}
