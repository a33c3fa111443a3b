import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import { evidenceTypes } from '#app/features/evidence/evidence-entries.server.ts';
import { applicationWindow } from '#app/features/settings/current-setting.server.ts';
import { statementState } from '#app/features/statements/approved-statement.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findApplication, type ApplicationRow } from './application-repo.server.ts';
import type { CheckItem } from './checklist.ts';

/** What a complete application has. Only what is required stops freezing; nothing ever stops saving. */
export async function checklist(uow: UnitOfWork, caseId: string, row: ApplicationRow | null): Promise<CheckItem[]> {
  const consent = await activeConsent(uow, caseId, 'commission_submission', uow.now);
  const evidence = row ? await evidenceTypes(uow, row.id) : [];
  const items: CheckItem[] = [
    { item: 'place', required: true, met: Boolean(row?.place_ct) },
    { item: 'time', required: true, met: Boolean(row?.time_ct) },
    { item: 'statement', required: true, met: (await statementState(uow, caseId)) === 'approved' },
    { item: 'consent', required: true, met: consent !== null },
  ];
  if (evidence.includes('psychological_report')) {
    const report = await activeConsent(uow, caseId, 'psychological_report', uow.now);
    items.push({ item: 'report_consent', required: true, met: report !== null });
  }
  items.push(
    { item: 'review', required: true, met: row?.review_outcome === 'approved' },
    { item: 'perpetrators', required: false, met: Boolean(row?.perpetrators_ct) },
    { item: 'consequences_health', required: false, met: Boolean(row?.consequences_health_ct) },
    { item: 'consequences_life', required: false, met: Boolean(row?.consequences_life_ct) },
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
