import { endSessionsOf } from '#app/features/members/end-sessions.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, NotFound } from '#app/kernel/errors.ts';
import { requireNewest } from '#app/features/vaults/holds-newest.server.ts';
import { resourceRef } from '#app/kernel/resource.server.ts';
import { vaultsFor } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { memberEntry, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { cancelLinksOf } from './cancel-links.server.ts';
import { findColleagueEntry } from './invitation-repo.server.ts';
import { vaultsOf } from './invite-member.server.ts';
import { makeInvitation } from './new-invitation.server.ts';
import { keyHashOf } from './replaced-key.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'renewal.form_shown': Record<string, never>;
    'renewal.made': { roles: readonly string[] };
  }
}

/** A colleague, as the policies are asked about her. */
export const colleagueResource = resourceRef(
  'Member',
  ({ memberId }: { memberId: string }) => memberId,
  async (uow, id) => {
    const row = await findColleagueEntry(uow, id);
    return row && { id: row.id, organisationId: row.organisation_id };
  },
);

export async function beginRenewal(uow: UnitOfWork, memberId: string) {
  const row = await findColleagueEntry(uow, memberId);
  if (!row || row.status !== 'active') throw new NotFound();
  return done({ name: row.display_name, roles: row.roles }, { type: 'renewal.form_shown', detail: {} });
}

/**
 * A colleague has lost her password and her code: her sessions end, and a link lets her begin anew under her old name. Her
 * roles are those of her signed entry; nothing in the form can widen them. Her old keys hold until she uses the link.
 */
export async function renewMember(uow: UnitOfWork, memberId: string, reason: string) {
  const row = await findColleagueEntry(uow, memberId);
  if (!row || row.status !== 'active') throw new NotFound();
  if (row.id === uow.actor.id) throw new Conflict();
  const { roles, organisation_id: organisationId } = row;
  await verifyEntry(await keyModule(), memberEntry(row), row.entry_version, row.entry_signature);
  await cancelLinksOf(uow, memberId);
  await requireNewest(uow, vaultsFor(uow.actor.organisationKind, roles));
  const invitation = await makeInvitation(
    uow,
    {
      ...{ kind: 'renewal', organisationId, memberId, invitedBy: uow.actor.id, reason },
      ...{ email: row.email, name: row.display_name, roles, language: row.language },
      replacedKeyHash: keyHashOf(row),
    },
    vaultsOf(uow, roles),
  );
  await endSessionsOf(uow, [memberId]);
  return done(redirectTo(`/people/invitations/${invitation.id}`), {
    type: 'renewal.made',
    detail: { roles },
    resource: { kind: 'Member', id: memberId },
  });
}
