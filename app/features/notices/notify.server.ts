import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { colleaguesInRoles } from '#app/features/members/colleagues-in-roles.server.ts';
import { insertNotices } from './notice-repo.server.ts';
import type { NoticeKind } from './notice-kinds.ts';

interface Subject {
  kind: 'Case' | 'Packet' | 'ReviewFile' | 'Member' | 'Organisation';
  id: string;
}

/** Tells members of the actor's own organisation that something wants their attention; the notice carries no content. */
export async function notifyMembers(
  uow: UnitOfWork,
  memberIds: readonly string[],
  kind: NoticeKind,
  subject: Subject,
): Promise<void> {
  const others = [...new Set(memberIds)].filter((id) => id !== uow.actor.id);
  await insertNotices(
    uow,
    others.map((memberId) => ({ memberId, kind, subjectKind: subject.kind, subjectId: subject.id })),
  );
}

/** As `notifyMembers`, for everybody active in these roles. Answers how many were told. */
export async function notifyRoles(
  uow: UnitOfWork,
  roles: readonly string[],
  kind: NoticeKind,
  subject: Subject,
): Promise<number> {
  const members = await colleaguesInRoles(uow, roles);
  await notifyMembers(uow, members, kind, subject);
  return members.length;
}
