import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid } from '#app/kernel/errors.ts';
import { isRoleOf, rolesOf, vaultsFor } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Vault } from '#app/platform/keys/vault.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { memberEntry, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { requireNewest } from '#app/features/vaults/holds-newest.server.ts';
import { findColleagueByEmail, findOpenInvitations, forgetExpiredGrants } from './invitation-repo.server.ts';
import { keyHashOf } from './replaced-key.server.ts';
import type { InviteForm } from './invitation.schema.ts';
import { makeInvitation } from './new-invitation.server.ts';
import { conflictingRoles } from './role-conflicts.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'invitation.form_shown': Record<string, never>;
    'invitation.made': { kind: string; roles: readonly string[] };
  }
}

/** The roles that this organisation knows. */
export async function beginInvitation(uow: UnitOfWork) {
  return done(
    { roles: rolesOf(uow.actor.organisationKind) as string[] },
    { type: 'invitation.form_shown', detail: {} },
  );
}

/** A custodian invites a colleague: the vaults of her roles are sealed to the link, and to nothing else. */
export async function inviteMember(uow: UnitOfWork, form: InviteForm) {
  const { organisationId, organisationKind } = uow.actor;
  if (!form.roles.every((role) => isRoleOf(organisationKind, role))) throw new Invalid({ roles: ['invalid_choice'] });
  const open = await findOpenInvitations(uow, organisationId);
  const colleague = await findColleagueByEmail(uow, form.email);
  const known = (colleague && colleague.status !== 'left') || open.some(({ email }) => email === form.email);
  const unsure = conflictingRoles(form.roles) && !form.understood;
  if (unsure || known) {
    throw new Invalid({ ...(unsure ? { roles: ['role_conflict'] } : {}), ...(known ? { email: ['email_in_use'] } : {}) });
  }
  await forgetExpiredGrants(uow);
  await requireNewest(uow, vaultsFor(organisationKind, form.roles));
  const row = await makeInvitation(
    uow,
    {
      ...{ organisationId, invitedBy: uow.actor.id },
      ...{ email: form.email, name: form.name, roles: [...new Set(form.roles)].sort(), language: form.language },
      ...(colleague ? await returning(colleague) : { kind: 'member' }),
    },
    vaultsOf(uow, form.roles),
  );
  return done(redirectTo(`/people/invitations/${row.id}`), {
    type: 'invitation.made',
    detail: { kind: row.kind, roles: row.roles },
    resource: { kind: 'Invitation', id: row.id },
  });
}

/** Who worked here before comes back under her old name, with new keys and the roles that she is invited with. */
async function returning(colleague: NonNullable<Awaited<ReturnType<typeof findColleagueByEmail>>>) {
  await verifyEntry(await keyModule(), memberEntry(colleague), colleague.entry_version, colleague.entry_signature);
  return { kind: 'renewal', memberId: colleague.id, replacedKeyHash: keyHashOf(colleague) } as const;
}

/** Every epoch of the vaults that these roles are granted. Throws Conflict when the custodian lacks one of them. */
export function vaultsOf(uow: UnitOfWork, roles: readonly string[]): Vault[] {
  const wanted = vaultsFor(uow.actor.organisationKind, roles);
  const held = new Set(uow.vaults.map(({ id }) => id.compartment));
  if (wanted.some((compartment) => !held.has(compartment))) throw new Conflict();
  return uow.vaults.filter(({ id }) => wanted.some((compartment) => compartment === id.compartment));
}
