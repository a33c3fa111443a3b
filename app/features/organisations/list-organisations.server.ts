import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { recentInvitations } from '#app/features/invitations/view-invitation.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { countMembers, listOrganisationRows } from './organisation-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'organisations.listed': { shown: number };
  }
}

/** Every organisation: what it is, what it may do and how many work there, for the host's operator. */
export async function listOrganisations(uow: UnitOfWork) {
  const [rows, sizes] = [await listOrganisationRows(uow), await countMembers(uow)];
  const organisations = rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind as Code<'organisationKind'>,
    capabilities: row.capabilities as Code<'capability'>[],
    members: sizes.get(row.id) ?? 0,
  }));
  const invitations = await recentInvitations(uow);
  const empty = organisations.filter(({ id }) => id !== uow.actor.organisationId).every(({ members }) => members === 0);
  return done(
    { organisations, invitations, beginning: empty },
    { type: 'organisations.listed', detail: { shown: organisations.length } },
  );
}
