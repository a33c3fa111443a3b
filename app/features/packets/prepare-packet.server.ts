import { caseHead, caseParts } from '#app/features/cases/case-head.server.ts';
import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { ownConsentOf } from '#app/features/evidence/evidence.schema.ts';
import { applicationWindow } from '#app/features/settings/current-setting.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isLanguage, type Language } from '#app/platform/i18n/languages.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { codedTexts, freezeSource, tracesFoundIn } from './freeze-source.server.ts';
import { listPacketsOfCase } from './packet-repo.server.ts';
import { standsAt } from './packet-view.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'packet.prepared': { gaps: readonly string[]; tracesFoundIn: readonly string[] };
  }
}

/** Before freezing: what is still missing, by name; where texts that reviewers will read say who she is. */
export async function preparePacket(uow: UnitOfWork, caseId: string) {
  const source = await freezeSource(uow, caseId);
  const facts = await caseFacts(uow, caseId);
  const packets = await listPacketsOfCase(uow, caseId);
  const statementLanguage = source.application?.statement?.language;
  const language: Language = isLanguage(statementLanguage) ? statementLanguage : 'sq';
  const found = tracesFoundIn(source, codedTexts(uow, source));
  const view = {
    case: await caseHead(uow, caseId),
    parts: await caseParts(uow, caseId),
    gaps: source.gaps,
    left: source.left,
    mayFreeze: facts !== null && uow.may('freezePacket', { type: 'Case', id: caseId, facts }),
    // The window has a notice of its own; it is no part of the packet that may stay empty.
    softGaps: source.softGaps.filter((gap) => gap !== 'window'),
    window: await applicationWindow(uow, uow.now),
    tracesFoundIn: found,
    evidence: source.evidence.length,
    leftOut: source.leftOut,
    contactAgreed: source.contactAgreed,
    apart: source.evidence.some((piece) => ownConsentOf(piece.type) !== null),
    language,
    packets: packets.map((packet) => ({
      id: packet.id,
      code: packet.code,
      stands: standsAt(packet, packet.events),
      frozenOn: isoDate(packet.frozen_at),
    })),
  };
  return done(view, {
    type: 'packet.prepared',
    caseId,
    purpose: 'packet',
    detail: {
      gaps: source.gaps,
      tracesFoundIn: found.flatMap(({ text, traces }) => traces.map((trace) => `${text}.${trace}`)),
    },
  });
}
