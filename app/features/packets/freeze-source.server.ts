import { applicationSnapshot } from '#app/features/applications/application-snapshot.server.ts';
import { parsePerpetrators } from '#app/features/applications/application.schema.ts';
import { applicationGaps } from '#app/features/applications/checklist.server.ts';
import type { CheckName } from '#app/features/applications/checklist.ts';
import { readIdentity } from '#app/features/cases/read-identity.server.ts';
import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import { ownNameIn } from '#app/features/statements/own-name.ts';
import type { Plaintext } from '#app/kernel/plaintext.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { codeKey } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import { lockCaseForFreezing, lockConsents } from './freeze-source-repo.server.ts';
import { findCommission, hasLeft } from './packet-repo.server.ts';

/** What stands in the way of freezing, by name. */
export type FreezeGap = CheckName | 'not_ready' | 'name' | 'commission' | 'already_sent';

const PURPOSE = 'packet';

/**
 * Everything a packet is made from, read in the transaction that freezes it, with case and consents locked. Evidence whose
 * own consent is no longer active is left out.
 */
export async function freezeSource(uow: UnitOfWork, caseId: string) {
  await lockCaseForFreezing(uow, caseId);
  const application = await applicationSnapshot(uow, caseId);
  const missing = await applicationGaps(uow, caseId);
  const commission = await findCommission(uow);
  const consent = await activeConsent(uow, caseId, 'commission_submission', uow.now);
  const { identity } = await readIdentity(uow, caseId, PURPOSE);
  const all = application?.evidence ?? [];
  const ids = [consent?.id, ...all.map((piece) => piece.consentId)].filter((id) => typeof id === 'string');
  const consents = await lockConsents(uow, ids, isoDate(uow.now));
  const evidence = all.filter((piece) => !piece.consentId || consents.some(({ id }) => id === piece.consentId));
  const gaps: FreezeGap[] = missing.filter((item) => item.required).map((item) => item.item);
  if (application && application.state !== 'ready') gaps.push('not_ready');
  if (application && (await hasLeft(uow, application.applicationId))) gaps.push('already_sent');
  if (!identity.fullName) gaps.push('name');
  if (!commission) gaps.push('commission');
  return {
    gaps,
    softGaps: missing.filter((item) => !item.required).map((item) => item.item),
    application,
    commission,
    submission: consents.find(({ id }) => id === consent?.id) ?? null,
    consents,
    evidence,
    leftOut: all.length - evidence.length,
    identity,
  };
}

export type FreezeSource = Awaited<ReturnType<typeof freezeSource>>;

/** The texts that reviewers will read, opened for the packet, in one language where codes have labels. */
export function codedTexts(uow: UnitOfWork, { application, evidence }: FreezeSource, language: Language) {
  const open = (text: Plaintext | null | undefined) => uow.reveal(text ?? null, PURPOSE) ?? '';
  const sections = application?.sections;
  const label = translator(language, 'codes');
  const perpetrators = parsePerpetrators(uow.reveal(sections?.perpetrators ?? null, PURPOSE));
  return {
    application: {
      place: open(sections?.place),
      time: open(sections?.time),
      perpetrators: perpetrators
        .map(({ group, description }) => [label(codeKey('perpetratorGroup', group)), description].filter(Boolean).join(': '))
        .join('\n'),
      consequences_health: open(sections?.consequences_health),
      consequences_life: open(sections?.consequences_life),
    },
    narrative: open(application?.statement?.text),
    evidence: evidence.map((piece, index) => ({
      number: index + 1,
      type: piece.type,
      title: open(piece.title),
      provenance: uow.reveal(piece.provenance, PURPOSE),
      pages: null,
      bytes: piece.bytes,
      sha256: open(piece.sha256),
    })),
  };
}

export type CodedTexts = ReturnType<typeof codedTexts>;

/** The texts (by key) in which a word of the survivor's name stands. */
export function nameFoundIn(name: string, { application, narrative, evidence }: CodedTexts): string[] {
  const texts = { ...application, narrative, evidence: evidence.map((piece) => `${piece.title}\n${piece.provenance ?? ''}`).join('\n') };
  return Object.entries(texts).flatMap(([key, text]) => (ownNameIn(text, name).length > 0 ? [key] : []));
}
