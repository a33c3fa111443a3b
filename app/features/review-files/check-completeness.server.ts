import { cameSince } from '#app/features/packets/came-since.server.ts';
import { receivedPacket, tellState } from '#app/features/packets/received-packet.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { findFile, moveFile } from './review-file-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'file.completeness_viewed': { complete: number };
    'file.completeness_checked': { complete: readonly string[] };
    'file.supplemented': Record<string, never>;
  }
}

const OPEN = ['registered', 'incomplete', 'supplemented', 'under_review', 'interview', 'reconsideration_requested'];

export async function viewCompleteness(uow: UnitOfWork, fileId: string) {
  const file = await findFile(uow, fileId);
  const view = {
    id: file.id,
    number: file.registration_number,
    state: file.state as Code<'applicationState'>,
    complete: file.completeness as Code<'fileGap'>[],
  };
  return done(view, { type: 'file.completeness_viewed', detail: { complete: view.complete.length } });
}

/** What was found in order. */
export async function checkCompleteness(uow: UnitOfWork, fileId: string, complete: Code<'fileGap'>[]) {
  if (!(await moveFile(uow, fileId, OPEN, { completeness: complete }))) throw new Conflict();
  return done(redirectTo(`/files/${fileId}/completeness?saved=yes`), {
    type: 'file.completeness_checked',
    detail: { complete },
  });
}

/** What was asked for has come. */
export async function markSupplemented(uow: UnitOfWork, fileId: string) {
  const file = await findFile(uow, fileId);
  const packet = await receivedPacket(uow, file.packet_id);
  if (!packet) throw new NotFound();
  if (!(await moveFile(uow, fileId, ['incomplete'], { state: 'supplemented' }))) throw new Conflict();
  // An answer that came in the system has told its state already; what was handed in on paper is confirmed here.
  if ((await cameSince(uow, packet.id))?.source !== 'system') await tellState(uow, packet, 'supplemented');
  return done(redirectTo(`/files/${fileId}`), { type: 'file.supplemented', detail: {} });
}
