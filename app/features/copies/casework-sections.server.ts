import { standingForCopy } from '#app/features/cases/standing-for-copy.server.ts';
import { meaningsIn, recipientTextIn } from '#app/features/consents/consent-texts.ts';
import { PURPOSES } from '#app/features/consents/consent.schema.ts';
import { consentsForCopy, type CopiedConsent } from '#app/features/consents/consents-for-copy.server.ts';
import { wishesForCopy } from '#app/features/erasures/wishes-for-copy.server.ts';
import type { CopiedPacket } from '#app/features/packets/packets-for-copy.server.ts';
import { referralsForCopy } from '#app/features/referrals/referrals-for-copy.server.ts';
import { taskItems } from '#app/features/tasks/view-tasks.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import type { CopySection } from './copy-content.ts';
import type { CopyWriter } from './copy-writer.server.ts';
import { mayName } from './who-read.server.ts';

/** Where her case stands and in which roles people worked on it: what everybody on the case may see. */
export async function standingSections({ uow, caseId, knows, t, f }: CopyWriter): Promise<CopySection[]> {
  const standing = await standingForCopy(uow, caseId);
  const facts = [
    f.text('code', standing.code),
    f.code('step', 'caseStep', standing.step),
    f.code('readiness', 'readiness', standing.readiness),
    f.day('opened_on', standing.openedOn),
    f.day('closed_on', standing.closedOn),
  ];
  const team = standing.team.map(({ roles, from, until }) => [
    roles.every((role) => mayName(role, knows))
      ? f.codes('role', 'role', roles)
      : f.named('role', { code: 'colleague', label: t('copies:who.colleague') }),
    f.day('from', from),
    f.day('until', until),
  ]);
  return [
    { key: 'case', part: 'casework', title: t('copies:section.case'), records: [facts] },
    { key: 'team', part: 'casework', title: t('copies:section.team'), records: team },
  ];
}

/** Every answer that she gave to a question of consent, with what it means and who receives something by it. The caller has asked Cedar for `readConsents`. */
export async function consentsSection({ uow, caseId, language, purpose, t, f }: CopyWriter): Promise<CopySection> {
  const states = {
    given: t('copies:consent.given'),
    narrow: t('copies:consent.narrow'),
    refused: t('copies:consent.refused'),
    withdrawn: t('copies:consent.withdrawn'),
    expired: t('copies:consent.expired'),
    not_asked: '',
  };
  const words = translator(language, 'consents');
  const [meanings, goesTo] = [meaningsIn(words), recipientTextIn(words)];
  const receiverOf = ({ purpose: what, recipient }: CopiedConsent) =>
    goesTo(PURPOSES[what].recipient, recipient, uow.actor.organisationName);
  const records = (await consentsForCopy(uow, caseId, purpose)).map((consent) => [
    f.code('purpose', 'consentPurpose', consent.purpose),
    f.text('meaning', meanings[consent.purpose]),
    f.named('answer', { code: consent.state, label: states[consent.state] }),
    f.text('recipient', consent.state === 'refused' ? null : receiverOf(consent)),
    f.codes('categories', 'dataCategory', consent.categories),
    f.code('method', 'consentMethod', consent.method),
    f.code('language', 'language', consent.language),
    f.yesNo('interpreter_used', consent.interpreterUsed),
    f.day('given_on', consent.givenOn),
    f.day('expires_on', consent.expiresOn),
    f.day('withdrawn_on', consent.withdrawnAt),
    f.text('recorded_by', consent.recordedBy),
    f.text('note', consent.note),
    f.text('withdrawal_note', consent.withdrawalNote),
  ]);
  return { key: 'consents', part: 'casework', title: t('copies:section.consents'), records };
}

/** The caller has asked Cedar for `readCasework`. */
export async function tasksSection({ uow, caseId, purpose, t, f }: CopyWriter): Promise<CopySection> {
  const records = (await taskItems(uow, caseId, purpose)).map((task) => [
    f.code('kind', 'taskKind', task.kind),
    f.day('due_on', task.dueOn),
    f.day('done_on', task.doneAt && isoDate(task.doneAt)),
    f.text('text', task.text),
  ]);
  return { key: 'tasks', part: 'casework', title: t('copies:section.tasks'), records };
}

/** Where she was sent on to. The caller has asked Cedar for `readReferrals`. */
export async function referralsSection({ uow, caseId, purpose, t, f }: CopyWriter): Promise<CopySection> {
  const records = (await referralsForCopy(uow, caseId, purpose)).map((referral) => [
    f.day('sent_on', referral.referredOn),
    f.code('service', 'referralService', referral.service),
    f.text('recipient', referral.recipient || null),
    f.code('way', 'referralWay', referral.way),
    f.codes('categories', 'dataCategory', referral.categories),
    f.text('note', referral.note),
    f.code('came_of_it', 'referralOutcome', referral.outcome?.code),
    f.day('answered_on', referral.outcome?.on),
    f.text('answer_note', referral.outcomeNote),
  ]);
  return { key: 'referrals', part: 'casework', title: t('copies:section.referrals'), records };
}

/** The caller has asked Cedar for `readErasure`. */
export async function wishesSection({ uow, caseId, t, f }: CopyWriter): Promise<CopySection> {
  const records = (await wishesForCopy(uow, caseId)).map((wish) => [
    f.day('asked_on', wish.askedOn),
    f.code('method', 'consentMethod', wish.method),
    f.day('decided_on', wish.decidedOn),
  ]);
  return { key: 'erasure_wishes', part: 'casework', title: t('copies:section.wishes'), records };
}

/** What was put together for the commission: states and dates, which everybody on the case follows. */
export function packetsSection({ t, f }: CopyWriter, packets: readonly CopiedPacket[]): CopySection {
  const records = packets.map((packet) => [
    f.text('code', packet.code),
    packet.stands === 'frozen' || packet.stands === 'returned'
      ? f.code('state', 'packetState', packet.stands)
      : f.code('state', 'packetProgress', packet.stands),
    f.text('recipient', packet.recipient),
    f.day('frozen_on', packet.frozenOn),
    f.day('handed_over_on', packet.handedOverOn),
    f.code('handed_over_route', 'handoverRoute', packet.handedOverRoute),
    f.text('received_by', packet.receivedBy),
    f.day('referred_on', packet.referredOn),
    f.text('registration_number', packet.registrationNumber),
    f.day('withdrawn_on', packet.withdrawnOn),
    f.lines(
      'history',
      packet.steps.map(({ state, on }) => ({ ...f.labelled('applicationState', state), on })),
    ),
  ]);
  return { key: 'packets', part: 'casework', title: t('copies:section.packets'), records };
}
