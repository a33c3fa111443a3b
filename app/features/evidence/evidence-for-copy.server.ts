import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listCaseEvidence, openEvidence } from './evidence-repo.server.ts';

/** What lies there, without the files: they are handed over by themselves. The caller has asked Cedar for `readEvidence`. */
export async function evidenceForCopy(uow: UnitOfWork, caseId: string, purpose: string) {
  const rows = (await listCaseEvidence(uow, caseId)).filter((row) => row.removed_at === null);
  const opened = await openEvidence(uow, rows);
  return rows.map((row, position) => ({
    type: row.evidence_type as Code<'evidenceType'>,
    title: uow.reveal(opened[position]?.title ?? null, purpose),
    provenance: uow.reveal(opened[position]?.provenance ?? null, purpose),
    sha256: uow.reveal(opened[position]?.sha256 ?? null, purpose),
    bytes: row.size_bytes,
    addedOn: isoDate(row.added_at),
  }));
}
