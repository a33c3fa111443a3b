import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { isShown } from '#app/platform/pictures/shown-picture.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { takenBack } from '#app/features/applications/taken-back.server.ts';
import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { caseHead } from '#app/features/cases/case-head.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import {
  findEvidence,
  listCaseEvidence,
  listCustody,
  openEvidence,
  type CustodyEvent,
  type EvidenceRow,
} from './evidence-repo.server.ts';
import { recordLook } from './record-look.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'evidence.listed': { shown: number };
    'evidence.viewed': { evidence: string };
    'evidence.form_shown': Record<string, never>;
  }
}

/** The pieces of the case that were not removed. */
export async function listEvidence(uow: UnitOfWork, caseId: string) {
  const head = await caseHead(uow, caseId);
  const rows = (await listCaseEvidence(uow, caseId)).filter((row) => row.removed_at === null);
  const opened = await openEvidence(uow, rows);
  const pieces = rows.map((row, position) => ({
    ...toPiece(row, position + 1),
    title: uow.reveal(opened[position]?.title ?? null, 'evidence list') ?? '',
  }));
  const view = { head, pieces, mayAdd: await mayAdd(uow, caseId) };
  return done(view, { type: 'evidence.listed', detail: { shown: pieces.length } });
}

/** The empty form for one more piece. */
export async function newEvidence(uow: UnitOfWork, caseId: string) {
  const view = { head: await caseHead(uow, caseId), takenBack: await takenBack(uow, caseId) };
  return done(view, { type: 'evidence.form_shown', detail: {} });
}

/** One piece with where it comes from and who had it in hand. Looking is itself part of the custody log. */
export async function viewEvidence(uow: UnitOfWork, caseId: string, evidenceId: string) {
  const head = await caseHead(uow, caseId);
  const row = await findEvidence(uow, caseId, evidenceId);
  if (!row || row.removed_at) throw new NotFound();
  await recordLook(uow, row);
  const [opened] = await openEvidence(uow, [row]);
  const view = {
    head,
    piece: {
      ...toPiece(row, 0),
      title: uow.reveal(opened?.title ?? null, 'evidence') ?? '',
      provenance: uow.reveal(opened?.provenance ?? null, 'evidence'),
      sha256: uow.reveal(opened?.sha256 ?? null, 'evidence') ?? '',
      shown: isShown(row.media_type),
    },
    custody: await custodyOf(uow, evidenceId),
    mayRemove: await mayAdd(uow, caseId),
    takenBack: await takenBack(uow, caseId),
  };
  return done(view, {
    type: 'evidence.viewed',
    resource: { kind: 'Evidence', id: evidenceId },
    detail: { evidence: evidenceId },
  });
}

function toPiece(row: EvidenceRow, number: number) {
  return {
    id: row.id,
    number,
    type: row.evidence_type as Code<'evidenceType'>,
    mediaType: row.media_type,
    bytes: row.size_bytes,
    addedOn: isoDate(row.added_at),
  };
}

async function custodyOf(uow: UnitOfWork, evidenceId: string) {
  const log = await listCustody(uow, evidenceId);
  const names = await colleagueNames(
    uow,
    log.map((entry) => entry.member_id),
  );
  return log.map((entry) => ({
    id: entry.id,
    event: entry.event as CustodyEvent,
    at: entry.at.toISOString(),
    who: names.get(entry.member_id) ?? '',
    note: uow.reveal(entry.note, 'custody log'),
  }));
}

async function mayAdd(uow: UnitOfWork, caseId: string): Promise<boolean> {
  const facts = await caseFacts(uow, caseId);
  return facts !== null && uow.may('addEvidence', { type: 'Case', id: caseId, facts });
}
