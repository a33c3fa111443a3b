import { caseHead } from '#app/features/cases/case-head.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { confirmedSettings } from './letter-repo.server.ts';
import { wordsOf } from './letter-words.server.ts';
import { findPacket, listPacketEvents, organisationName } from './packet-repo.server.ts';
import { progressOf } from './packet-view.ts';
import { toLetterHead } from './read-letter.server.ts';
import { consentOf } from './require-consent.server.ts';
import { supplementSource, tracesInSupplement } from './supplement-source.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'packet.supplement_prepared': { offered: number; tracesFound: number };
  }
}

/** Before a request is answered: what is in the case and has not gone yet, what may not go, where it says who she is. */
export async function prepareSupplement(uow: UnitOfWork, packetId: string, letterId: string) {
  const packet = await findPacket(uow, packetId);
  const source = await supplementSource(uow, packet, letterId);
  if (!source) throw new NotFound();
  const offered = source.pieces.filter(({ agreed }) => agreed);
  const traces = await tracesInSupplement(uow, packet.case_id, offered, '');
  const progress = progressOf(await listPacketEvents(uow, packetId));
  const body = source.letter.opened_at ? await wordsOf(uow, source.letter) : 'broken';
  const view = {
    case: await caseHead(uow, packet.case_id),
    packet: {
      id: packet.id,
      code: packet.code,
      recipient: await organisationName(uow, packet.recipient_organisation_id),
    },
    letter: toLetterHead(source.letter, await confirmedSettings(uow, [source.letter.setting_id]), progress),
    words: body !== 'broken' && body.kind === 'request' ? body.text : null,
    answerable: source.answerable,
    consentActive: (await consentOf(uow, packet)) !== null,
    pieces: source.pieces.map(({ id, type, title, bytes, agreed, purpose }) => ({
      ...{ id, type, bytes, agreed, purpose },
      title: uow.reveal(title, 'packet') ?? '',
      traces: traces.find(({ where }) => where === id)?.traces ?? [],
    })),
    draft: await keptDraft(uow, `/packets/${packetId}/letters/${letterId}/answer#answer`),
    today: isoDate(uow.now),
  };
  return done(view, {
    type: 'packet.supplement_prepared',
    caseId: packet.case_id,
    purpose: 'packet',
    resource: { kind: 'Letter', id: letterId },
    detail: { offered: offered.length, tracesFound: traces.length },
  });
}

export type SupplementView = Awaited<ReturnType<typeof prepareSupplement>>['view'];
