import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { receivedPacket, tellState } from '#app/features/packets/received-packet.server.ts';
import { sendLetter } from '#app/features/packets/send-letter.server.ts';
import { requestsSent } from '#app/features/packets/letters-sent.server.ts';
import { dueDate } from '#app/features/settings/current-setting.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { findFile, moveFile } from './review-file-repo.server.ts';
import type { DocumentRequest } from './review-file.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'file.request_opened': { earlier: number };
    'file.documents_requested': { gaps: readonly string[]; due: string };
  }
}

/** What the procedure asks of every application; the rest may stay empty, so asking for it is the secretary's own decision. */
const REQUIRED: readonly Code<'fileGap'>[] = [
  'identity_details',
  'authorisation',
  'place_and_time',
  'statement',
  'consequences',
];

/** Before asking: what was not found in order, and how often was asked before. */
export async function prepareRequest(uow: UnitOfWork, fileId: string) {
  const file = await findFile(uow, fileId);
  const earlier = await requestsSent(uow, file.packet_id);
  const due = await dueDate(uow, 'deadline_supplement', uow.now);
  const view = {
    id: file.id,
    number: file.registration_number,
    state: file.state as Code<'applicationState'>,
    suggested: file.completeness.length > 0 ? REQUIRED.filter((gap) => !file.completeness.includes(gap)) : [],
    earlier,
    due: { on: due.dueOn, verified: due.verified },
    draft: await keptDraft(uow, `/files/${fileId}/request#request`),
  };
  return done(view, { type: 'file.request_opened', detail: { earlier } });
}

/** One letter that lists every gap, with the configured date. While one is open nothing more is asked. */
export async function requestDocuments(uow: UnitOfWork, fileId: string, form: DocumentRequest) {
  const file = await findFile(uow, fileId);
  const packet = await receivedPacket(uow, file.packet_id);
  if (!packet) throw new NotFound();
  const moved = await moveFile(uow, fileId, ['registered', 'supplemented', 'under_review', 'interview'], { state: 'incomplete' });
  if (!moved) throw new Invalid({ text: ['commission:error.alreadyAsked'] });
  const due = await dueDate(uow, 'deadline_supplement', uow.now);
  const letterId = await sendLetter(uow, packet, {
    reviewFileId: file.id,
    body: { kind: 'request', text: form.text },
    gaps: form.gaps,
    outcome: null,
    due,
  });
  await tellState(uow, packet, 'incomplete', due);
  return done(redirectTo(`/files/${fileId}`), {
    type: 'file.documents_requested',
    resource: { kind: 'Letter', id: letterId },
    detail: { gaps: form.gaps, due: due.dueOn },
  });
}
