import { addEvidence } from '#app/features/evidence/add-evidence.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { breakGlass } from '#app/features/cases/break-glass.server.ts';
import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { listOwnCases } from '#app/features/sessions/group-session-repo.server.ts';
import { recordGroupSession } from '#app/features/sessions/record-group-session.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { daysAfter, onCase, onOrganisation } from './acting.ts';
import type { DemoCase, Team } from './case-work.ts';

/** Cases that something else happens to: applications still being written, and one whose packet was sent. */
export interface Chosen {
  drafting: readonly DemoCase[];
  referred: DemoCase | undefined;
}

/** What happens once or twice in an office, beside the course of its cases. */
export async function addExtras(team: Team, { drafting, referred }: Chosen, today: Date): Promise<void> {
  const { counsellor, lawyer, supervisor } = team;
  if (counsellor && team.capabilities.includes('psychosocial')) await meetAsGroup(counsellor, today);
  for (const { caseId, number } of lawyer ? drafting.slice(-3) : []) {
    const text = `Fictional document ${number}. Nothing here happened.`;
    const file = new File([text], 'fictional.txt', { type: 'text/plain' });
    await onCase(lawyer!, 'addEvidence', caseId, today, (uow) =>
      addEvidence(uow, caseId, { evidenceType: 'other', title: `Fictional document ${number}`, file }),
    );
  }
  const [first] = drafting;
  if (first) {
    const reason = 'Fictional reason: the colleague is ill, and the survivor waits for an answer today.';
    await onCase(supervisor, 'breakGlass', first.caseId, daysAfter(today, -3), (uow) =>
      breakGlass(uow, first.caseId, reason),
    );
  }
  if (referred) await withdrawSubmission(team, referred.caseId, today);
}

/** One event with the codes of those who came: some of the open cases of the counsellor. */
async function meetAsGroup(counsellor: SignedIn, today: Date): Promise<void> {
  await onOrganisation(counsellor, 'recordGroupSession', today, async (uow) => {
    const attendees = (await listOwnCases(uow))
      .slice(0, 8)
      .map(({ id }) => ({ caseId: id, present: true, note: undefined }));
    return recordGroupSession(uow, {
      service: 'group_counselling',
      heldOn: isoDate(daysAfter(today, -6)),
      durationMinutes: 90,
      place: 'Office (fictional)',
      topic: 'Fictional topic',
      note: 'Fictional note about the group.',
      attendees,
    });
  });
}

/** The survivor no longer wants the commission to have her papers. */
async function withdrawSubmission(team: Team, caseId: string, now: Date): Promise<void> {
  await onCase(team.opener, 'withdrawConsent', caseId, now, async (uow) => {
    const consent = await activeConsent(uow, caseId, 'commission_submission', now);
    if (!consent) throw new Error('There is no consent to withdraw.');
    return withdrawConsent(uow, caseId, rowOf('commission_submission'), { consentId: consent.id });
  });
}
