import { randomUUID } from 'node:crypto';
import { openRows, sealRow } from '#app/kernel/codec.server.ts';
import type { Plaintext } from '#app/kernel/plaintext.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { piecesOf } from './packet-manifest.ts';
import { SUPPLEMENT_EVIDENCE, SUPPLEMENT_LIST } from './supplement-manifest.ts';

const SUPPLEMENT_KINDS: readonly string[] = [SUPPLEMENT_LIST, SUPPLEMENT_EVIDENCE];

export interface StoredDocument {
  kind: string;
  compartment: 'legal' | 'identity';
  language: string;
  at: number;
  pages: number | null;
  /** only where an open hash tells nobody anything: what is printed on the receipt */
  openHash: Buffer<ArrayBuffer> | null;
  /** the consent that it alone stands on; null = it goes with the whole packet */
  packetConsentId: string | null;
  content: Uint8Array;
}

/**
 * Seals a document, in pieces, under the packet's key of its compartment or under that of the consent it alone stands on.
 * `supplementId`: it belongs to the answer to a request, and not to the packet as it was frozen.
 */
export async function insertDocument(
  uow: UnitOfWork,
  packetId: string,
  document: StoredDocument,
  supplementId: string | null = null,
): Promise<void> {
  const { kind, compartment, language, at, pages, openHash, packetConsentId, content } = document;
  const parents = { packet_id: packetId, packet_consent_id: packetConsentId, supplement_id: supplementId };
  for (const [index, piece] of piecesOf(content).entries()) {
    const row = {
      id: randomUUID(),
      organisation_id: uow.actor.organisationId,
      ...parents,
      compartment,
      row_version: 1,
    };
    const { content_ct } = await sealRow(uow, 'packet_document', row, { content: Buffer.from(piece) });
    if (!content_ct) throw new RangeError('A document has at least one byte.');
    const first = index === 0 ? { page_count: pages, sha256: openHash } : {};
    await transactionOf(uow).packet_document.createMany({
      data: [{ ...row, ...first, kind, language, position: at + index, content_ct }],
    });
  }
}

/**
 * The opened pieces of one document in their order; fewer than asked for when the actor may not see them. Of the packet as it was
 * frozen, or of a supplement to it, as its kind says.
 */
export async function openPieces(
  uow: UnitOfWork,
  packetId: string,
  { kind, language, at, pieces }: { kind: string; language: string; at: number; pieces?: number },
): Promise<Plaintext<Buffer>[]> {
  const rows = await transactionOf(uow).packet_document.findMany({
    where: {
      packet_id: packetId,
      kind,
      language,
      ...partOf(kind),
      position: { gte: at, ...(pieces ? { lt: at + pieces } : {}) },
    },
    orderBy: { position: 'asc' },
  });
  return (await openRows(uow, 'packet_document', rows)).map((opened) => opened.content);
}

/** A row of a supplement never counts among those of the packet as it was frozen, and the other way round. */
function partOf(kind: string) {
  return { supplement_id: SUPPLEMENT_KINDS.includes(kind) ? { not: null } : null };
}

/** What there is to print, without opening anything: kind, language, pages; evidence as one entry. */
export async function listDocumentHeads(uow: UnitOfWork, packetId: string) {
  const rows = await transactionOf(uow).packet_document.findMany({
    where: { packet_id: packetId, position: 0, kind: { in: ['coded_packet', 'identity_sheet', 'receipt'] } },
    orderBy: [{ kind: 'asc' }, { language: 'asc' }],
    select: { kind: true, language: true, page_count: true },
  });
  return rows.map(({ kind, language, page_count }) => ({ kind, language, pages: page_count }));
}
