import { isoDate } from '#app/platform/i18n/format.ts';
import type { Code } from '#app/platform/codes.ts';
import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { caseHead, caseParts } from '#app/features/cases/case-head.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { applicationWindow, currentSetting } from '#app/features/settings/current-setting.server.ts';
import { datesOutside } from '#app/features/statements/dates-in-text.ts';
import { currentText } from '#app/features/statements/statement-text.server.ts';
import { tracesByPlace } from '#app/features/statements/trace-check.server.ts';
import { evidenceEntries } from '#app/features/evidence/evidence-entries.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isWritable, mayApplyAgain, type ApplicationState } from './application-states.ts';
import { parsePerpetrators, SECTIONS, type Section } from './application.schema.ts';
import {
  findApplication,
  findColleagueName,
  findReadiness,
  openApplication,
  type ApplicationRow,
} from './application-repo.server.ts';
import { checklist } from './checklist.server.ts';
import { traceItem } from './checklist.ts';
import { isReviewable } from './review-application.server.ts';
import { sectionDigest } from './save-section.server.ts';
import { takenBackFrom } from './taken-back.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'application.viewed': { state: string };
    'application.section_viewed': { section: string };
  }
}

/** Where the application stands, what it says and what is still missing. */
export async function viewApplication(uow: UnitOfWork, caseId: string) {
  const head = await caseHead(uow, caseId);
  const row = await findApplication(uow, caseId);
  const texts = await sectionTexts(uow, row);
  const state = (row?.state ?? 'drafting') as ApplicationState;
  const allowed = await allowedActs(uow, caseId);
  const window = await applicationWindow(uow, uow.now);
  const warned = await warnings(uow, caseId, [...placesOf(texts), ...(await otherTexts(uow, caseId, row))], texts.time);
  const view = {
    head,
    parts: await caseParts(uow, caseId),
    readiness: (await findReadiness(uow, caseId)) as Code<'readiness'>,
    begun: row !== null,
    /** it has been handed in: what was needed for that is no question any more */
    left: row !== null && state !== 'drafting' && state !== 'ready',
    state,
    mayWrite: allowed.write && isWritable(state),
    mayApplyAgain: allowed.write && mayApplyAgain(state),
    mayReview: allowed.review && row !== null && isReviewable(row),
    reviewable: row !== null && isReviewable(row),
    sections: SECTIONS.map((section) => ({ section, ...shown(section, texts[section]) })),
    checklist: [...(await checklist(uow, caseId, row)), ...(warned.looked ? [traceItem(warned.found)] : [])],
    window,
    review: row && (await reviewOf(uow, row)),
    period: warned.period,
    found: warned.found,
    datesOutside: warned.datesOutside,
  };
  return done(view, { type: 'application.viewed', detail: { state: row ? state : 'none' } });
}

export type ApplicationView = Awaited<ReturnType<typeof viewApplication>>['view'];

/** One section to write in; a draft that was not saved wins over what is stored. */
export async function viewSection(uow: UnitOfWork, caseId: string, section: Section, draftMark: string) {
  const head = await caseHead(uow, caseId);
  const row = await findApplication(uow, caseId);
  const texts = await sectionTexts(uow, row);
  const stored = texts[section];
  const view = {
    head,
    section,
    base: sectionDigest(stored),
    ...shown(section, stored),
    writable: !row || isWritable(row.state as ApplicationState),
    takenBack: takenBackFrom(row),
    draft: await keptDraft(uow, draftMark),
    ...(await warnings(uow, caseId, placesOf({ ...EMPTY, [section]: stored }), section === 'time' ? stored : null)),
  };
  return done(view, { type: 'application.section_viewed', detail: { section } });
}

export type SectionView = Awaited<ReturnType<typeof viewSection>>['view'];

type Texts = Record<Section, string | null>;
const EMPTY: Texts = {
  place: null,
  time: null,
  perpetrators: null,
  consequences_health: null,
  consequences_life: null,
};

/** Reveals the sections; an application that was not begun has none. */
export async function sectionTexts(uow: UnitOfWork, row: ApplicationRow | null): Promise<Texts> {
  if (!row) return EMPTY;
  const opened = await openApplication(uow, row);
  const entries = SECTIONS.map((section) => [section, uow.reveal(opened[section], 'application')]);
  return Object.fromEntries(entries) as Texts;
}

export function shown(section: Section, stored: string | null) {
  return section === 'perpetrators'
    ? { text: '', perpetrators: parsePerpetrators(stored) }
    : { text: stored ?? '', perpetrators: [] };
}

/** Which acts the policies allow this member on the case. */
export async function allowedActs(uow: UnitOfWork, caseId: string): Promise<{ write: boolean; review: boolean }> {
  const facts = await caseFacts(uow, caseId);
  if (!facts) return { write: false, review: false };
  const resource = { type: 'Case', id: caseId, facts } as const;
  return { write: uow.may('writeApplication', resource), review: uow.may('reviewApplication', resource) };
}

type Place = Section | 'statement' | 'evidence';

function placesOf(texts: Texts): { place: Place; text: string }[] {
  return SECTIONS.map((section) => ({ place: section, text: texts[section] ?? '' }));
}

/** What else of the application reviewers will read: the statement as it stands, approved or not, and the titles of the evidence. */
async function otherTexts(uow: UnitOfWork, caseId: string, row: ApplicationRow | null) {
  const evidence = row ? await evidenceEntries(uow, row.id) : [];
  const titles = evidence.flatMap(({ title, provenance }) =>
    [title, provenance].map((text) => uow.reveal(text, 'name check') ?? ''),
  );
  return [
    { place: 'statement' as const, text: await currentText(uow, caseId, 'name check') },
    { place: 'evidence' as const, text: titles.join('\n').trim() },
  ];
}

/** Reasons to look again: reviewers must not learn who she is, and a date may be a slip of the pen. */
async function warnings(
  uow: UnitOfWork,
  caseId: string,
  texts: readonly { place: Place; text: string }[],
  time: string | null,
) {
  const { value: period, verified } = await currentSetting(uow, 'period', uow.now);
  return {
    period: { ...period, verified },
    found: await tracesByPlace(uow, caseId, texts),
    looked: texts.some(({ text }) => text !== ''),
    datesOutside: datesOutside(time ?? '', period),
  };
}

async function reviewOf(uow: UnitOfWork, row: ApplicationRow) {
  if (!row.review_outcome) return null;
  const opened = await openApplication(uow, row);
  return {
    outcome: row.review_outcome as 'approved' | 'returned',
    note: uow.reveal(opened.review_note, 'review note'),
    by: row.reviewed_by && (await findColleagueName(uow, row.reviewed_by)),
    on: row.reviewed_at && isoDate(row.reviewed_at),
  };
}
