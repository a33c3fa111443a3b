import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import { readIdentity } from '#app/features/cases/read-identity.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import type { EvidenceEntry, EvidenceType } from './documents/packet-snapshot.ts';
import { lockApplication, lockConsents, openApprovedStatement, openEvidence } from './freeze-source-repo.server.ts';
import { nameFoundIn } from './name-in-texts.ts';
import { findCommission, hasLeft } from './packet-repo.server.ts';

/** What stands in the way of freezing, by code; `name_in_texts` and `evidence_left_out` are told and stop nothing. */
export type FreezeGap = 'no_application' | 'not_reviewed' | 'no_statement' | 'no_consent' | 'already_sent' | 'no_name' | 'no_commission';

const PURPOSE = 'packet';

/**
 * Everything a packet is made from, read in the transaction that freezes it, with application and consents locked.
 * Evidence whose own consent is no longer active is left out.
 */
export async function freezeSource(uow: UnitOfWork, caseId: string) {
  const application = await lockApplication(uow, caseId);
  const statement = await openApprovedStatement(uow, caseId);
  const commission = await findCommission(uow);
  const consent = await activeConsent(uow, caseId, 'commission_submission', uow.now);
  const { identity } = await readIdentity(uow, caseId, PURPOSE);
  const found = application ? await openEvidence(uow, application.row.id) : [];
  const asked = found.flatMap(({ row }) => (row.consent_id ? [row.consent_id] : []));
  const consents = await lockConsents(uow, [...(consent ? [consent.id] : []), ...asked], isoDate(uow.now));
  const submission = consents.find((row) => row.id === consent?.id);
  const active = new Set(consents.map((row) => row.id));
  const evidence = found.filter(({ row }) => !row.consent_id || active.has(row.consent_id));

  const section = (value: Parameters<typeof uow.reveal>[0]) => (value ? String(uow.reveal(value, PURPOSE)) : '');
  const sections = {
    place: section(application?.opened.place ?? null),
    time: section(application?.opened.time ?? null),
    perpetrators: section(application?.opened.perpetrators ?? null),
    consequences_health: section(application?.opened.consequences_health ?? null),
    consequences_life: section(application?.opened.consequences_life ?? null),
  };
  const narrative = statement ? uow.reveal(statement.text, PURPOSE) : '';
  const entries = evidence.map(({ row, opened }, index): EvidenceEntry => ({
    number: index + 1,
    type: row.evidence_type as EvidenceType,
    title: uow.reveal(opened.title, PURPOSE),
    provenance: uow.reveal(opened.provenance, PURPOSE),
    pages: null,
    bytes: row.size_bytes,
    sha256: uow.reveal(opened.sha256, PURPOSE),
  }));
  const coded = { ...sections, narrative, evidence: entries.map((entry) => `${entry.title}\n${entry.provenance ?? ''}`).join('\n') };
  const gaps: FreezeGap[] = [
    ...(!application ? (['no_application'] as const) : []),
    ...(application && application.row.review_outcome !== 'approved' ? (['not_reviewed'] as const) : []),
    ...(!statement ? (['no_statement'] as const) : []),
    ...(!submission ? (['no_consent'] as const) : []),
    ...(!identity.fullName ? (['no_name'] as const) : []),
    ...(!commission ? (['no_commission'] as const) : []),
    ...(application && (await hasLeft(uow, application.row.id)) ? (['already_sent'] as const) : []),
  ];
  return {
    gaps,
    application: application?.row ?? null,
    statementLanguage: statement?.language ?? null,
    commission,
    submission: submission ?? null,
    consents,
    sections,
    narrative,
    entries,
    evidence: evidence.map(({ row }) => row),
    leftOut: found.length - evidence.length,
    identity,
    nameFoundIn: nameFoundIn(identity.fullName ?? '', coded),
  };
}

export type FreezeSource = Awaited<ReturnType<typeof freezeSource>>;
