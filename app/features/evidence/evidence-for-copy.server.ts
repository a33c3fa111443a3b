import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listCaseEvidence, listCustody, openEvidence, type CustodyEvent } from './evidence-repo.server.ts';

/**
 * What lies there and what happened to it, without the files: they are handed over by themselves. Of a piece that was taken
 * out nothing is opened but its custody log. The caller has asked Cedar for `readEvidence`.
 */
export async function evidenceForCopy(uow: UnitOfWork, caseId: string, purpose: string) {
  const rows = await listCaseEvidence(uow, caseId);
  const kept = rows.filter((row) => row.removed_at === null);
  const opened = new Map((await openEvidence(uow, kept)).map((fields, position) => [kept[position]?.id, fields]));
  const log = await listCustody(
    uow,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    type: row.evidence_type as Code<'evidenceType'>,
    title: uow.reveal(opened.get(row.id)?.title ?? null, purpose),
    provenance: uow.reveal(opened.get(row.id)?.provenance ?? null, purpose),
    sha256: uow.reveal(opened.get(row.id)?.sha256 ?? null, purpose),
    bytes: row.size_bytes,
    addedOn: isoDate(row.added_at),
    /** oldest first */
    custody: log
      .filter((entry) => entry.evidence_id === row.id)
      .map((entry) => ({
        event: entry.event as CustodyEvent,
        on: isoDate(entry.at),
        note: uow.reveal(entry.note, purpose),
      }))
      .reverse(),
  }));
}
