import { activeConsent, isTooNarrow } from '#app/features/consents/active-consent.server.ts';
import { evidenceTypes } from '#app/features/evidence/evidence-entries.server.ts';
import { applicationWindow } from '#app/features/settings/current-setting.server.ts';
import { statementState } from '#app/features/statements/approved-statement.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findApplication, type ApplicationRow } from './application-repo.server.ts';
import { NEEDED_SECTIONS, type Section } from './application.schema.ts';
import type { CheckItem } from './checklist.ts';

/**
 * What a complete application has. Only what is required stops freezing; nothing ever stops saving. Evidence without the
 * consent that it needs stays out of the packet, so that a no to one thing is not a no to the application.
 */
export async function checklist(uow: UnitOfWork, caseId: string, row: ApplicationRow | null): Promise<CheckItem[]> {
  const consent = await activeConsent(uow, caseId, 'commission_submission', uow.now);
  const narrow = !consent && (await isTooNarrow(uow, caseId, 'commission_submission'));
  const evidence = row ? await evidenceTypes(uow, row.id) : [];
  const items: CheckItem[] = [
    { item: 'place', required: needed('place'), met: Boolean(row?.place_ct) },
    { item: 'time', required: needed('time'), met: Boolean(row?.time_ct) },
    { item: 'statement', required: true, met: (await statementState(uow, caseId)) === 'approved' },
    { item: narrow ? 'consent_scope' : 'consent', required: true, met: consent !== null },
  ];
  if (evidence.includes('psychological_report')) {
    const report = await activeConsent(uow, caseId, 'psychological_report', uow.now);
    items.push({ item: 'report_consent', required: false, met: report !== null });
  }
  if (evidence.includes('witness_statement')) {
    const witness = await activeConsent(uow, caseId, 'witness_contact', uow.now);
    items.push({ item: 'witness_consent', required: false, met: witness !== null });
  }
  items.push(
    { item: 'review', required: true, met: row?.review_outcome === 'approved' },
    { item: 'perpetrators', required: needed('perpetrators'), met: Boolean(row?.perpetrators_ct) },
    { item: 'consequences_health', required: needed('consequences_health'), met: Boolean(row?.consequences_health_ct) },
    { item: 'consequences_life', required: needed('consequences_life'), met: Boolean(row?.consequences_life_ct) },
    { item: 'evidence', required: false, met: evidence.length > 0 },
    { item: 'window', required: false, met: (await applicationWindow(uow, uow.now)).open },
  );
  return items;
}

/** What is still missing, required things first. Nothing is opened. */
export async function applicationGaps(uow: UnitOfWork, caseId: string): Promise<CheckItem[]> {
  const items = await checklist(uow, caseId, await findApplication(uow, caseId));
  return items.filter((item) => !item.met);
}

function needed(section: Section): boolean {
  return NEEDED_SECTIONS.includes(section);
}
