import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import { rolesOf } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { notifyMembers, notifyRoles } from '#app/features/notices/notify.server.ts';
import { changeAccess, rolesIn } from './change-access.server.ts';
import { lockDirectory, verifiedColleague } from './verified-colleagues.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.roles_changed': { before: string[]; after: string[]; renewed: string[]; handedOver: number };
  }
}

/**
 * Gives a colleague other roles, at once: she is signed out, gains the vaults that the new ones need, and loses the others,
 * which get new keys. Throws Invalid for a role that this kind of organisation does not know, and when nothing would change.
 */
export async function changeRoles(
  uow: UnitOfWork,
  memberId: string,
  form: { roles: string[]; successorId?: string | undefined },
) {
  await lockDirectory(uow);
  const colleague = await verifiedColleague(uow, memberId);
  if (colleague.status !== 'active') throw new Invalid({ '': ['not_active'] });
  const before = [...colleague.roles];
  const roles = rolesIn(uow, form.roles, rolesOf(uow.actor.organisationKind));
  if (roles.length === before.length && roles.every((role) => before.includes(role)))
    throw new Invalid({ roles: ['nothing_changed'] });
  const { renewed, handedOver } = await changeAccess(uow, colleague, {
    roles,
    status: 'active',
    reason: 'role_withdrawn',
    successorId: form.successorId,
  });
  const subject = { kind: 'Member', id: memberId } as const;
  await notifyMembers(uow, [memberId], 'roles_changed', subject);
  if (handedOver > 0 && form.successorId) await notifyMembers(uow, [form.successorId], 'cases_taken_over', subject);
  if (handedOver > 0) await notifyRoles(uow, ['supervisor'], 'cases_taken_over', subject);
  return done(redirectTo(`/people/${memberId}`), {
    type: 'member.roles_changed',
    detail: { before, after: roles, renewed, handedOver },
  });
}
