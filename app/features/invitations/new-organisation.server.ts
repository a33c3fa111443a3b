import { randomUUID } from 'node:crypto';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid, NotFound } from '#app/kernel/errors.ts';
import { COMPARTMENTS, isRoleOf, rolesOf, type OrganisationKind } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import {
  findOrganisation,
  hasMembers,
  hasRecoveryKey,
  insertOrganisation,
  shortNameTaken,
} from './invitation-repo.server.ts';
import type { FirstInviteForm, NewOrganisationForm } from './invitation.schema.ts';
import { makeInvitation, type InvitationKind } from './new-invitation.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'organisation.form_shown': Record<string, never>;
    'organisation.made': { kind: string };
    'organisation.invitation_form_shown': { kind: string };
  }
}

export async function beginOrganisation() {
  return done({}, { type: 'organisation.form_shown', detail: {} });
}

/** An empty organisation: no vault, no key, nobody. What it will hold begins with its first custodian. */
export async function newOrganisation(uow: UnitOfWork, form: NewOrganisationForm) {
  const capabilities = form.kind === 'cso' ? form.capabilities : [];
  if (form.kind === 'cso' && capabilities.length === 0) throw new Invalid({ capabilities: ['choose_one'] });
  if (await shortNameTaken(uow, form.shortName)) throw new Invalid({ shortName: ['short_name_taken'] });
  const id = randomUUID();
  await insertOrganisation(uow, {
    id,
    kind: form.kind,
    name: form.name,
    short_name: form.shortName,
    capabilities,
    created_at: uow.now,
  });
  return done(redirectTo(`/organisations/${id}/invite`), {
    ...{ type: 'organisation.made', detail: { kind: form.kind }, organisationId: id },
    resource: { kind: 'Organisation', id },
  });
}

/**
 * What an operator may invite to: the first custodian of an empty organisation; a custodian who brings two shares of the
 * recovery key, where there is one; any role where an organisation has no vaults. Never a key.
 */
async function invitable(uow: UnitOfWork, organisationId: string) {
  const organisation = await findOrganisation(uow, organisationId);
  if (!organisation) throw new NotFound();
  const kind = organisation.kind as OrganisationKind;
  const withoutVaults = COMPARTMENTS[kind].length === 0;
  const empty = !(await hasMembers(uow, organisationId));
  const recoverable = !empty && (await hasRecoveryKey(uow, organisationId));
  const as: InvitationKind | null = withoutVaults ? 'member' : empty ? 'first' : recoverable ? 'recovery' : null;
  return { organisation, kind, as, roles: withoutVaults ? (rolesOf(kind) as string[]) : ['custodian'] };
}

export async function beginFirstInvitation(uow: UnitOfWork, organisationId: string) {
  const { organisation, kind, as, roles } = await invitable(uow, organisationId);
  const view = { id: organisation.id, name: organisation.name, as, roles };
  return done(view, { type: 'organisation.invitation_form_shown', detail: { kind }, organisationId });
}

export async function inviteFirst(uow: UnitOfWork, organisationId: string, form: FirstInviteForm) {
  const { kind, as, roles } = await invitable(uow, organisationId);
  if (!as) throw new Conflict();
  const chosen = as === 'member' ? [...new Set(form.roles)].sort() : roles;
  if (chosen.length === 0) throw new Invalid({ roles: ['choose_one'] });
  if (!chosen.every((role) => isRoleOf(kind, role))) throw new Invalid({ roles: ['invalid_choice'] });
  const plan = { kind: as, organisationId, invitedBy: uow.actor.id, email: form.email, name: form.name, roles: chosen };
  const row = await makeInvitation(uow, { ...plan, language: form.language }, []);
  return done(redirectTo(`/organisations/invitations/${row.id}`), {
    ...{ type: 'invitation.made', detail: { kind: as, roles: chosen }, organisationId },
    resource: { kind: 'Invitation', id: row.id },
  });
}
