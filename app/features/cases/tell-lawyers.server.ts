import { colleaguesInRoles } from '#app/features/members/colleagues-in-roles.server.ts';
import { notifyMembers } from '#app/features/notices/notify.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { caseFacts } from './case-facts.server.ts';

/**
 * She wants to apply: the legal officers on the case are told. When there is none, all of them are and the supervisors, who
 * can assign one. Whoever may not see the case learns that a lawyer is wanted, and not for which case. Answers how many were told.
 */
export async function tellLawyers(uow: UnitOfWork, caseId: string): Promise<number> {
  const subject = { kind: 'Case', id: caseId } as const;
  const lawyers = await colleaguesInRoles(uow, ['legal_officer']);
  const team = (await caseFacts(uow, caseId))?.assignedMemberIds ?? [];
  const onTheCase = lawyers.filter((id) => team.includes(id));
  if (onTheCase.length > 0) {
    await notifyMembers(uow, onTheCase, 'wants_to_apply', subject);
    return onTheCase.length;
  }
  const wanted = [...new Set([...lawyers, ...(await colleaguesInRoles(uow, ['supervisor']))])];
  await notifyMembers(uow, wanted, 'lawyer_wanted', subject);
  return wanted.length;
}
