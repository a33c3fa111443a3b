import { addEvidence } from '#app/features/evidence/add-evidence.server.ts';
import { breakGlass } from '#app/features/cases/break-glass.server.ts';
import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { recordGroupSession } from '#app/features/sessions/record-group-session.server.ts';
import { dayOf, daysAfter, onCase, onOrganisation } from './acting.ts';
import type { DemoCase, Team } from './case-work.ts';

/** What happens once or twice in an office, beside the course of its cases. `referred`: a case whose packet was sent. */
export async function addExtras(team: Team, cases: readonly DemoCase[], referred: DemoCase | undefined, today: Date): Promise<void> {
  const { counsellor, lawyer, supervisor } = team;
  if (counsellor && team.capabilities.includes('psychosocial')) {
    const attendees = cases.slice(-12, -4).map(({ caseId }) => ({ caseId, present: true, note: undefined }));
    const held = { service: 'group_counselling', topic: 'Fictional topic', place: 'Office (fictional)', durationMinutes: 90 } as const;
    const heldOn = dayOf(daysAfter(today, -6));
    await onOrganisation(counsellor, 'recordGroupSession', daysAfter(today, -6), (uow) =>
      recordGroupSession(uow, { ...held, heldOn, note: 'Fictional note about the group.', attendees }),
    );
  }
  for (const { caseId, number } of lawyer ? cases.filter(({ applies }) => applies).slice(-3) : []) {
    const file = new File([`Fictional document ${number}. Nothing here happened.`], 'fictional.txt', { type: 'text/plain' });
    await onCase(lawyer!, 'addEvidence', caseId, daysAfter(today, -2), (uow) =>
      addEvidence(uow, caseId, { evidenceType: 'other', title: `Fictional document ${number}`, file }),
    );
  }
  const [first] = cases;
  if (first) {
    await onCase(supervisor, 'breakGlass', first.caseId, daysAfter(today, -3), (uow) =>
      breakGlass(uow, first.caseId, 'Fictional reason: the colleague is ill, and the survivor waits for an answer today.'),
    );
  }
  if (referred) await withdrawSubmission(team, referred.caseId, daysAfter(today, -1));
}

/** The survivor no longer wants the commission to have her papers. */
async function withdrawSubmission(team: Team, caseId: string, now: Date): Promise<void> {
  await onCase(team.opener, 'withdrawConsent', caseId, now, async (uow) => {
    const consent = await activeConsent(uow, caseId, 'commission_submission', now);
    if (!consent) throw new Error('There is no consent to withdraw.');
    return withdrawConsent(uow, caseId, rowOf('commission_submission'), { consentId: consent.id });
  });
}
