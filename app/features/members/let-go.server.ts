import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { notifyMembers, notifyRoles } from '#app/features/notices/notify.server.ts';
import { changeAccess } from './change-access.server.ts';
import { lockDirectory, verifiedColleague } from './verified-colleagues.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.let_go': { before: string[]; renewed: string[]; cases: number; handedOver: number };
  }
}

/**
 * Ends a colleague's access, at once and in one transaction: signed out everywhere, no role, no vault, out of her cases;
 * those that nobody else works on go to `successorId`. Every vault she held gets new keys. Her account stays as a name
 * beside what she did.
 */
export async function letGo(uow: UnitOfWork, memberId: string, successorId: string | undefined) {
  await lockDirectory(uow);
  const colleague = await verifiedColleague(uow, memberId);
  if (colleague.status !== 'active') throw new Invalid({ '': ['not_active'] });
  const before = [...colleague.roles];
  const access = { roles: [], status: 'left', reason: 'member_left', successorId } as const;
  const { renewed, handedOver, ended } = await changeAccess(uow, colleague, access);
  const subject = { kind: 'Member', id: memberId } as const;
  await notifyRoles(uow, ['custodian', 'supervisor', 'chair'], 'member_left', subject);
  if (handedOver > 0 && successorId) await notifyMembers(uow, [successorId], 'cases_taken_over', subject);
  if (handedOver > 0) await notifyRoles(uow, ['supervisor'], 'cases_taken_over', subject);
  return done(redirectTo('/keys'), { type: 'member.let_go', detail: { before, renewed, cases: ended, handedOver } });
}
