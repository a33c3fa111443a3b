import type { Code } from '#app/platform/codes.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findEvidence, insertCustody, listEvidenceRows, openContent, openEvidence } from './evidence-repo.server.ts';

/** The pieces of an application that were not removed, numbered from 1; texts are still inside `Plaintext`. */
export async function evidenceEntries(uow: UnitOfWork, applicationId: string) {
  const rows = (await listEvidenceRows(uow, applicationId)).filter((row) => row.removed_at === null);
  const opened = await openEvidence(uow, rows);
  return rows.flatMap((row, position) => {
    const texts = opened[position];
    if (!texts) return [];
    return [
      {
        id: row.id,
        number: position + 1,
        type: row.evidence_type as Code<'evidenceType'>,
        consentId: row.consent_id,
        mediaType: row.media_type,
        bytes: row.size_bytes,
        title: texts.title,
        provenance: texts.provenance,
        /** 64 hexadecimal digits */
        sha256: texts.sha256,
      },
    ];
  });
}

/** The types of the pieces of an application that were not removed, without opening anything. */
export async function evidenceTypes(uow: UnitOfWork, applicationId: string): Promise<string[]> {
  const rows = await listEvidenceRows(uow, applicationId);
  return rows.filter((row) => row.removed_at === null).map((row) => row.evidence_type);
}

/** The content of a piece in its parts, for a packet that carries it; null = no such piece in the case. Reveal for 'packet'. */
export async function evidenceContent(uow: UnitOfWork, caseId: string, evidenceId: string) {
  const row = await findEvidence(uow, caseId, evidenceId);
  return row && !row.removed_at ? openContent(uow, row) : null;
}

/** Writes into the custody log that these pieces went into a packet. */
export async function noteIncludedInPacket(
  uow: UnitOfWork,
  caseId: string,
  evidenceIds: readonly string[],
  packetCode: string,
): Promise<void> {
  for (const id of evidenceIds) await insertCustody(uow, { id, case_id: caseId }, 'included_in_packet', packetCode);
}
