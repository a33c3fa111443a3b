import { done } from '#app/kernel/audit-events.ts';
import { Conflict, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { answerWith, fileResponse, type PrintedFile } from './file-response.server.ts';
import { openManifest, readDocument, readIdentitySheet } from './open-packet.server.ts';
import { findDocument, type ManifestEntry } from './packet-manifest.ts';
import { findPacket, type PacketRow } from './packet-repo.server.ts';
import { BrokenSeal } from './packet-signature.server.ts';
import type { CodedPrintQuery } from './packet.schema.ts';
import { supplementManifest } from './read-supplements.server.ts';
import { requireConsent, requirePiece } from './require-consent.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** a document of a packet was opened to be printed or looked at */
    'packet.printed': { document: string; language: string };
  }
}

/** The coded packet, its receipt or a piece of evidence, to be printed and handed over: a disclosure, so consent is checked. */
export async function printCoded(uow: UnitOfWork, packetId: string, query: CodedPrintQuery) {
  const packet = await findPacket(uow, packetId);
  const consentId = await requireConsent(uow, packet);
  const file = await intact(() => codedFile(uow, packet, query, 'print'));
  return printed(packet, await answerWith(file, query), query.document, query.language, consentId);
}

/** The identity sheet, printed apart from the coded packet. */
export async function printSheet(uow: UnitOfWork, packetId: string, language: string) {
  const packet = await findPacket(uow, packetId);
  const consentId = await requireConsent(uow, packet);
  const file = await intact(() => sheetFile(uow, packet, language, 'print'));
  return printed(packet, fileResponse(file, true), 'identity_sheet', language, consentId);
}

/**
 * Opens one coded document, for either side. Throws NotFound when the packet has no such document, Forbidden when the consent
 * that it alone stands on has ended, BrokenSeal when it was changed.
 */
export async function codedFile(
  uow: UnitOfWork,
  packet: PacketRow,
  query: CodedPrintQuery,
  purpose: string,
): Promise<PrintedFile> {
  const entry = await entryOf(uow, packet, query, purpose);
  if (!entry) throw new NotFound();
  if (entry.packet_consent) await requirePiece(uow, packet, entry.packet_consent);
  const content = await readDocument(uow, packet, entry, purpose);
  const part = {
    coded_packet: '1',
    receipt: '3',
    evidence: `${query.supplement ? `4-${query.supplement}` : '4'}-${query.number ?? 1}`,
  }[query.document];
  const language = query.document === 'evidence' ? '' : `-${query.language}`;
  return { content, mediaType: entry.media_type, name: `${packet.code}-${part}${language}` };
}

export async function sheetFile(
  uow: UnitOfWork,
  packet: PacketRow,
  language: string,
  purpose: string,
): Promise<PrintedFile> {
  const content = await readIdentitySheet(uow, packet, await openManifest(uow, packet), language, purpose);
  return { content, mediaType: 'application/pdf', name: `${packet.code}-2-${language}` };
}

/** A document that is not what was signed is not shown: 409, and the refusal is the page's to explain. */
export async function intact<Result>(open: () => Promise<Result>): Promise<Result> {
  try {
    return await open();
  } catch (error) {
    throw error instanceof BrokenSeal ? new Conflict() : error;
  }
}

async function entryOf(
  uow: UnitOfWork,
  packet: PacketRow,
  query: CodedPrintQuery,
  purpose: string,
): Promise<ManifestEntry | undefined> {
  const { document, language, number = 1, supplement } = query;
  if (document === 'evidence' && supplement) {
    const manifest = await supplementManifest(uow, packet, supplement, purpose);
    return manifest?.documents.find((entry) => entry.number === number);
  }
  const manifest = await openManifest(uow, packet);
  return document === 'evidence'
    ? findDocument(manifest, 'evidence', 'und', number)
    : findDocument(manifest, document, language);
}

function printed(packet: PacketRow, answer: Response, document: string, language: string, consentId: string) {
  return done(answer, {
    type: 'packet.printed',
    caseId: packet.case_id,
    consentId,
    purpose: 'print',
    detail: { document, language },
  });
}
