import { caseHead } from '#app/features/cases/case-head.server.ts';
import { evidenceEntries } from '#app/features/evidence/evidence-entries.server.ts';
import { approvedStatement } from '#app/features/statements/approved-statement.server.ts';
import { tracesByPlace } from '#app/features/statements/trace-check.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { SECTIONS } from './application.schema.ts';
import { findApplication } from './application-repo.server.ts';
import { checklist } from './checklist.server.ts';
import { traceItem } from './checklist.ts';
import { isReviewable, reviewMark } from './review-application.server.ts';
import { allowedActs, sectionTexts, shown } from './view-application.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'application.review_viewed': { state: string };
  }
}

/** The whole application on one page, for the second legal officer: never a counselling note. */
export async function viewReview(uow: UnitOfWork, caseId: string) {
  const head = await caseHead(uow, caseId);
  const row = await findApplication(uow, caseId);
  if (!row) throw new NotFound();
  const texts = await sectionTexts(uow, row);
  const statement = await approvedStatement(uow, caseId);
  const evidence = await evidenceEntries(uow, row.id);
  const titles = evidence.map((piece) => uow.reveal(piece.title, 'review'));
  const story = statement && uow.reveal(statement.text, 'review');
  const found = await tracesByPlace(uow, caseId, [
    ...SECTIONS.map((section) => ({ place: section, text: texts[section] ?? '' })),
    { place: 'statement' as const, text: story ?? '' },
    { place: 'evidence' as const, text: titles.join('\n') },
  ]);
  const view = {
    head,
    seen: await reviewMark(uow, row),
    mayReview: (await allowedActs(uow, caseId)).review && isReviewable(row),
    sections: SECTIONS.map((section) => ({ section, ...shown(section, texts[section]) })),
    statement: statement && { language: statement.language, text: story ?? '' },
    found,
    evidence: evidence.map((piece, position) => ({
      id: piece.id,
      number: piece.number,
      type: piece.type,
      title: titles[position] ?? '',
      bytes: piece.bytes,
    })),
    checklist: [...(await checklist(uow, caseId, row)), traceItem(found)],
    draft: await keptDraft(uow, `/cases/${caseId}/application/review#review`),
  };
  return done(view, { type: 'application.review_viewed', detail: { state: row.state } });
}
