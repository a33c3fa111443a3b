import { randomUUID } from 'node:crypto';
import { openRows, sealRow } from '#app/kernel/codec.server.ts';
import type { Plaintext } from '#app/kernel/plaintext.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** A file is stored in pieces of this size. */
const CHUNK_BYTES = 1024 * 1024;

export type CustodyEvent = 'added' | 'viewed' | 'downloaded' | 'included_in_packet' | 'removed';

/** The pieces of one application, removed ones too, in the order in which they were added. */
export function listEvidenceRows(uow: UnitOfWork, applicationId: string) {
  return transactionOf(uow).evidence.findMany({
    where: { application_id: applicationId },
    orderBy: [{ added_at: 'asc' }, { id: 'asc' }],
  });
}

export type EvidenceRow = Awaited<ReturnType<typeof listEvidenceRows>>[number];

/** The pieces of all applications of a case. */
export function listCaseEvidence(uow: UnitOfWork, caseId: string): Promise<EvidenceRow[]> {
  return transactionOf(uow).evidence.findMany({
    where: { case_id: caseId },
    orderBy: [{ added_at: 'asc' }, { id: 'asc' }],
  });
}

/** How many pieces a case has; what was removed stands in nobody's way. */
export function countCaseEvidence(uow: UnitOfWork, caseId: string): Promise<number> {
  return transactionOf(uow).evidence.count({ where: { case_id: caseId, removed_at: null } });
}

export function findEvidence(uow: UnitOfWork, caseId: string, evidenceId: string): Promise<EvidenceRow | null> {
  return transactionOf(uow).evidence.findFirst({ where: { id: evidenceId, case_id: caseId } });
}

export function openEvidence(uow: UnitOfWork, rows: readonly EvidenceRow[]) {
  return openRows(uow, 'evidence', rows);
}

export interface EvidenceValues {
  caseId: string;
  applicationId: string;
  evidenceType: string;
  consentId: string | null;
  title: string;
  provenance: string | undefined;
  mediaType: string;
  sha256: string;
  content: Buffer;
}

/** Stores a piece with its content. The chunks go one by one, so that not all of them are in memory twice. */
export async function insertEvidence(uow: UnitOfWork, id: string, values: EvidenceValues): Promise<void> {
  const row = { id, organisation_id: uow.actor.organisationId, case_id: values.caseId, row_version: 1 };
  const { title, provenance, sha256 } = values;
  const sealed = await sealRow(uow, 'evidence', row, { title, provenance, sha256 });
  await transactionOf(uow).evidence.createMany({
    data: [
      {
        ...row,
        ...sealed,
        title_ct: sealed.title_ct ?? Buffer.alloc(0),
        sha256_ct: sealed.sha256_ct ?? Buffer.alloc(0),
        application_id: values.applicationId,
        evidence_type: values.evidenceType,
        consent_id: values.consentId,
        media_type: values.mediaType,
        size_bytes: values.content.length,
        added_by: uow.actor.id,
        added_at: uow.now,
      },
    ],
  });
  for (let position = 0; position * CHUNK_BYTES < values.content.length; position += 1) {
    await insertChunk(uow, { caseId: values.caseId, evidenceId: id, position }, values.content);
  }
}

async function insertChunk(
  uow: UnitOfWork,
  at: { caseId: string; evidenceId: string; position: number },
  whole: Buffer,
): Promise<void> {
  const row = { id: randomUUID(), organisation_id: uow.actor.organisationId, case_id: at.caseId, row_version: 1 };
  const content = whole.subarray(at.position * CHUNK_BYTES, (at.position + 1) * CHUNK_BYTES);
  const { content_ct } = await sealRow(uow, 'evidence_chunk', row, { content });
  await transactionOf(uow).$executeRaw`
    INSERT INTO casework.evidence_chunk (id, organisation_id, case_id, evidence_id, position, content_ct, row_version)
    VALUES (${row.id}::uuid, ${row.organisation_id}::uuid, ${at.caseId}::uuid, ${at.evidenceId}::uuid, ${at.position}, ${content_ct}, 1)`;
}

/** The content in its pieces, still inside `Plaintext`. Throws DecryptionError for a chunk that is not what was stored. */
export async function openContent(uow: UnitOfWork, row: EvidenceRow): Promise<Plaintext<Buffer>[]> {
  const chunks = await transactionOf(uow).evidence_chunk.findMany({
    where: { evidence_id: row.id },
    orderBy: { position: 'asc' },
  });
  const opened = await openRows(uow, 'evidence_chunk', chunks);
  return opened.map((chunk) => chunk.content);
}

export async function markRemoved(uow: UnitOfWork, row: EvidenceRow): Promise<boolean> {
  const { count } = await transactionOf(uow).evidence.updateMany({
    where: { id: row.id, removed_at: null },
    data: { removed_at: uow.now },
  });
  return count === 1;
}

export async function insertCustody(
  uow: UnitOfWork,
  evidence: { id: string; case_id: string },
  event: CustodyEvent,
  note?: string,
): Promise<void> {
  const row = {
    id: randomUUID(),
    organisation_id: uow.actor.organisationId,
    case_id: evidence.case_id,
    row_version: 1,
  };
  const sealed = await sealRow(uow, 'evidence_custody', row, { note });
  await transactionOf(uow).evidence_custody.createMany({
    data: [{ ...row, ...sealed, evidence_id: evidence.id, event, member_id: uow.actor.id, at: uow.now }],
  });
}

/** The custody log of a piece, or of all these, newest first, with its notes still inside `Plaintext`. */
export async function listCustody(uow: UnitOfWork, evidenceIds: string | readonly string[]) {
  const rows = await transactionOf(uow).evidence_custody.findMany({
    where: { evidence_id: { in: [evidenceIds].flat() } },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
  });
  const opened = await openRows(uow, 'evidence_custody', rows);
  return rows.map((row, position) => ({ ...row, note: opened[position]?.note ?? null }));
}
