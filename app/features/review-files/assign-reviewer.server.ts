import { randomUUID } from 'node:crypto';
import { notifyMembers } from '#app/features/notices/notify.server.ts';
import { receivedPacket, tellState } from '#app/features/packets/received-packet.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findFile, insertAssignment, listReviewers, moveFile } from './review-file-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'file.reviewer_assigned': { reviewer: string };
  }
}

/** Gives the file to a reviewer, never to oneself. Throws Invalid for somebody who is no reviewer of this commission. */
export async function assignReviewer(uow: UnitOfWork, fileId: string, memberId: string) {
  const reviewers = await listReviewers(uow);
  const possible = memberId !== uow.actor.id && reviewers.some(({ id }) => id === memberId);
  if (!possible) throw new Invalid({ memberId: ['invalid_choice'] }, [{ kind: 'Member', id: memberId }]);
  const file = await findFile(uow, fileId);
  const packet = await receivedPacket(uow, file.packet_id);
  if (!packet) throw new NotFound();
  await insertAssignment(uow, {
    id: randomUUID(),
    organisation_id: uow.actor.organisationId,
    review_file_id: fileId,
    packet_id: packet.id,
    member_id: memberId,
    conflict: 'undeclared',
    assigned_by: uow.actor.id,
    assigned_at: uow.now,
  });
  if (await moveFile(uow, fileId, ['registered', 'supplemented'], { state: 'under_review' })) await tellState(uow, packet, 'under_review');
  await notifyMembers(uow, [memberId], 'file_assigned', { kind: 'ReviewFile', id: fileId });
  return done(redirectTo(`/files/${fileId}`), { type: 'file.reviewer_assigned', detail: { reviewer: memberId } });
}
