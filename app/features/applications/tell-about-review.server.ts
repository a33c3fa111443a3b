import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { colleaguesInRoles } from '#app/features/members/colleagues-in-roles.server.ts';
import { notifyMembers, notifyRoles } from '#app/features/notices/notify.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/**
 * An application waits for a second pair of eyes: the legal officers on the case who did not prepare it are told. When there
 * is none, the supervisors are: somebody has to be assigned.
 */
export async function tellReviewers(uow: UnitOfWork, caseId: string, preparedBy: readonly string[]): Promise<void> {
  const subject = { kind: 'Case', id: caseId } as const;
  const lawyers = await colleaguesInRoles(uow, ['legal_officer']);
  const team = (await caseFacts(uow, caseId))?.assignedMemberIds ?? [];
  const reviewers = team.filter((id) => lawyers.includes(id) && !preparedBy.includes(id));
  if (reviewers.length > 0) await notifyMembers(uow, reviewers, 'application_ready', subject);
  else await notifyRoles(uow, ['supervisor'], 'reviewer_wanted', subject);
}

/** Who prepared the application and still works on the case learns how the review ended. */
export async function tellPreparers(
  uow: UnitOfWork,
  caseId: string,
  { preparedBy, outcome }: { preparedBy: readonly string[]; outcome: 'approved' | 'returned' },
): Promise<void> {
  const team = (await caseFacts(uow, caseId))?.assignedMemberIds ?? [];
  const preparers = preparedBy.filter((id) => team.includes(id));
  await notifyMembers(uow, preparers, `application_${outcome}`, { kind: 'Case', id: caseId });
}
