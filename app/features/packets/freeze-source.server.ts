import { applicationSnapshot } from '#app/features/applications/application-snapshot.server.ts';
import { parsePerpetrators } from '#app/features/applications/application.schema.ts';
import { applicationGaps } from '#app/features/applications/checklist.server.ts';
import type { CheckName } from '#app/features/applications/checklist.ts';
import { readIdentity } from '#app/features/cases/read-identity.server.ts';
import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import type { ConsentPurpose } from '#app/features/consents/consent.schema.ts';
import { ownConsentOf } from '#app/features/evidence/evidence.schema.ts';
import type { Plaintext } from '#app/kernel/plaintext.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { consentTerms, lockCaseForFreezing } from './freeze-source-repo.server.ts';
import { tracesIn, type Trace } from '#app/features/statements/identity-traces.ts';
import { findCommission, leftAs } from './packet-repo.server.ts';

/** What stands in the way of freezing, by name. */
export type FreezeGap = CheckName | 'not_ready' | 'name' | 'commission' | 'already_sent' | 'already_decided';

const PURPOSE = 'packet';

/**
 * Everything a packet is made from, read in the transaction that freezes it, with case and consents locked. Evidence that
 * needs a consent of its own is left out without it.
 */
export async function freezeSource(uow: UnitOfWork, caseId: string) {
  await lockCaseForFreezing(uow, caseId);
  const application = await applicationSnapshot(uow, caseId);
  const missing = await applicationGaps(uow, caseId);
  const commission = await findCommission(uow);
  const { identity } = await readIdentity(uow, caseId, PURPOSE);
  const all = application?.evidence ?? [];
  const purposes = new Set([
    'commission_submission',
    ...all.flatMap((piece) => ownConsentOf(piece.type) ?? []),
  ] as ConsentPurpose[]);
  const ids: string[] = [];
  for (const purpose of purposes) {
    const consent = await activeConsent(uow, caseId, purpose, uow.now, commission?.id);
    if (consent) ids.push(consent.id);
  }
  const consents = await consentTerms(uow, ids);
  const agreed = (purpose: ConsentPurpose | null) =>
    !purpose || consents.some((consent) => consent.purpose === purpose);
  const evidence = all.filter((piece) => agreed(ownConsentOf(piece.type)));
  const gaps: FreezeGap[] = missing.filter((item) => item.required).map((item) => item.item);
  const left = application && (await leftAs(uow, application.applicationId));
  if (application && application.state !== 'ready') gaps.push('not_ready');
  if (left) gaps.push(left === 'decided' ? 'already_decided' : 'already_sent');
  if (!identity.fullName) gaps.push('name');
  if (!commission) gaps.push('commission');
  const submission = consents.find(({ purpose }) => purpose === 'commission_submission') ?? null;
  return {
    gaps,
    left,
    softGaps: missing.filter((item) => !item.required).map((item) => item.item),
    application,
    commission,
    submission,
    /** she agreed that the commission learns how to reach her */
    contactAgreed: submission?.categories.includes('contact') ?? false,
    consents,
    evidence,
    leftOut: all.length - evidence.length,
    identity,
  };
}

export type FreezeSource = Awaited<ReturnType<typeof freezeSource>>;

/**
 * The texts that reviewers will read, opened for the packet; codes stay codes. Of evidence under a consent of its own they say
 * the type alone: its title and origin would stay readable when that consent ends.
 */
export function codedTexts(uow: UnitOfWork, { application, evidence }: FreezeSource) {
  const open = (text: Plaintext | null | undefined) => uow.reveal(text ?? null, PURPOSE) ?? '';
  const sections = application?.sections;
  return {
    application: {
      place: open(sections?.place),
      time: open(sections?.time),
      perpetrators: parsePerpetrators(uow.reveal(sections?.perpetrators ?? null, PURPOSE)),
      consequences_health: open(sections?.consequences_health),
      consequences_life: open(sections?.consequences_life),
    },
    narrative: open(application?.statement?.text),
    evidence: evidence.map((piece, index) => ({
      number: index + 1,
      type: piece.type,
      title: ownConsentOf(piece.type) ? '' : open(piece.title),
      provenance: ownConsentOf(piece.type) ? null : uow.reveal(piece.provenance, PURPOSE),
      pages: null,
      bytes: piece.bytes,
      sha256: open(piece.sha256),
    })),
  };
}

export type CodedTexts = ReturnType<typeof codedTexts>;

/** The texts (by key) that say who she is, and by what. */
export function tracesFoundIn(
  { identity }: FreezeSource,
  { application, narrative, evidence }: CodedTexts,
): { text: string; traces: Trace[] }[] {
  const texts = {
    ...application,
    perpetrators: application.perpetrators.map(({ description }) => description).join('\n'),
    narrative,
    evidence: evidence.map((piece) => `${piece.title}\n${piece.provenance ?? ''}`).join('\n'),
  };
  return Object.entries(texts).flatMap(([key, text]) => {
    const traces = tracesIn(text, identity);
    return traces.length > 0 ? [{ text: key, traces }] : [];
  });
}
