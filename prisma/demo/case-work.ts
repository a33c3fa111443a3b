import type { SignedIn } from '#app/kernel/actor.server.ts';
import { codeLists } from '#app/platform/codes.ts';
import { assignCase } from '#app/features/cases/change-team.server.ts';
import { changeStep } from '#app/features/cases/change-step.server.ts';
import { openCase } from '#app/features/cases/open-case.server.ts';
import { recordReadiness } from '#app/features/cases/record-readiness.server.ts';
import { saveIdentity } from '#app/features/cases/save-identity.server.ts';
import { PURPOSES, rowOf, type ConsentPurpose } from '#app/features/consents/consent.schema.ts';
import { recordConsent } from '#app/features/consents/record-consent.server.ts';
import { recordOutcome } from '#app/features/referrals/record-outcome.server.ts';
import { recordReferral } from '#app/features/referrals/record-referral.server.ts';
import { recordSession } from '#app/features/sessions/record-session.server.ts';
import { SERVICES, type SupportKind } from '#app/features/sessions/session.schema.ts';
import { addTask } from '#app/features/tasks/add-task.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { daysAfter, idIn, onCase, onOrganisation, type Dice } from './acting.ts';

/** The people of one CSO who do the work; a small organisation has one person for several posts. */
export interface Team {
  opener: SignedIn;
  counsellor: SignedIn | null;
  lawyer: SignedIn | null;
  reviewer: SignedIn | null;
  supervisor: SignedIn;
  capabilities: readonly string[];
}

export interface DemoCase {
  number: number;
  caseId: string;
  openedOn: Date;
  applies: boolean;
}

const STEPS = codeLists.caseStep;

/** Opens one fictional case on a day and works on it until today: identity, consents, sessions, tasks, steps. */
export async function workOnCase(
  team: Team,
  number: number,
  openedOn: Date,
  today: Date,
  dice: Dice,
): Promise<DemoCase> {
  const at = (days: number) => new Date(Math.min(daysAfter(openedOn, days).getTime(), today.getTime()));
  const applies = team.lawyer !== null && team.capabilities.includes('status_applications') && dice.chance(0.55);
  const opened = await onOrganisation(team.opener, 'openCase', openedOn, (uow) =>
    openCase(uow, {
      channel: dice.one(codeLists.contactChannel),
      contact: `000 000 ${number}`,
      workerLanguage: dice.one(['sq', 'sr']),
    }),
  );
  const caseId = idIn(opened);
  await onCase(team.opener, 'editIdentity', caseId, at(1), (uow) => saveIdentity(uow, caseId, identity(number, dice)));
  for (const [purpose, share] of Object.entries(consentShares(applies))) {
    if (!dice.chance(share)) continue;
    await onCase(team.opener, 'recordConsent', caseId, at(1), (uow) =>
      recordConsent(uow, caseId, rowOf(purpose as ConsentPurpose), consent(purpose as ConsentPurpose, at(1), dice)),
    );
  }
  const colleagues = [team.counsellor, team.lawyer, applies ? team.reviewer : null];
  for (const colleague of new Set(colleagues)) {
    if (!colleague || colleague.actor.id === team.opener.actor.id) continue;
    await onCase(team.supervisor, 'assignCase', caseId, at(2), (uow) => assignCase(uow, caseId, colleague.actor.id));
  }
  const last = await support(team, caseId, number, at, dice);
  if (number % 4 === 0) await sendOn(team, caseId, number, at(last));
  const readiness = applies ? 'wants_to_apply' : dice.one(['not_now', 'not_discussed', 'does_not_want'] as const);
  await onCase(team.opener, 'recordCasework', caseId, at(last), (uow) => recordReadiness(uow, caseId, readiness));
  const reached = Math.min(STEPS.length - 1, 1 + dice.below(5));
  const closes = !applies && STEPS[reached] === 'closure';
  if (dice.chance(0.5) && !closes) {
    await onCase(team.opener, 'recordCasework', caseId, at(last), (uow) =>
      addTask(uow, caseId, {
        kind: dice.one(['follow_up', 'contact', 'document'] as const),
        dueOn: isoDate(later(at(last), daysAfter(today, dice.below(40) - 12))),
      }),
    );
  }
  for (let step = 1; step <= (applies ? Math.min(reached, 3) : reached); step += 1) {
    const [fromStep, to] = [STEPS[step - 1]!, STEPS[step]!];
    await onCase(team.opener, 'recordCasework', caseId, at(last + step), (uow) =>
      changeStep(uow, caseId, { fromStep, step: to }),
    );
  }
  return { number, caseId, openedOn, applies };
}

/** Several contacts in the compartments that the organisation works in. Answers the day of the last one. */
async function support(
  team: Team,
  caseId: string,
  number: number,
  at: (days: number) => Date,
  dice: Dice,
): Promise<number> {
  const workers: [SupportKind, 'recordPsychosocial' | 'recordLegal' | 'recordCasework', SignedIn | null][] = [
    ['psychosocial', 'recordPsychosocial', team.capabilities.includes('psychosocial') ? team.counsellor : null],
    ['legal', 'recordLegal', team.lawyer],
    ['casework', 'recordCasework', team.opener],
  ];
  let day = 5;
  for (let session = 0; session < 2 + dice.below(4); session += 1) {
    const [kind, action, worker] = dice.one(workers);
    day += 4 + dice.below(30);
    if (!worker) continue;
    await onCase(worker, action, caseId, at(day), (uow) =>
      recordSession(uow, caseId, kind, {
        heldOn: isoDate(at(day)),
        service: dice.one(SERVICES[kind]),
        durationMinutes: 30 + 15 * dice.below(5),
        place: 'Office (fictional)',
        note: `Fictional note ${number}.${session}. Nothing here happened.`,
      }),
    );
  }
  return day;
}

/** One referral with nothing passed on; of every second one it is known what came of it. */
async function sendOn(team: Team, caseId: string, number: number, on: Date): Promise<void> {
  let id = '';
  await onCase(team.opener, 'recordReferral', caseId, on, async (uow) => {
    const outcome = await recordReferral(uow, caseId, {
      referredOn: isoDate(on),
      service: codeLists.referralService[number % codeLists.referralService.length]!,
      recipient: 'Fictional service',
      way: 'told',
      categories: [],
      note: `Fictional note ${number}. Nothing here happened.`,
    });
    id = outcome.event.resource?.id ?? '';
    return outcome;
  });
  if (number % 8 !== 0) return;
  await onCase(team.opener, 'recordReferral', caseId, on, (uow) =>
    recordOutcome(uow, caseId, id, { outcome: 'helped', outcomeOn: isoDate(on), outcomeNote: undefined }),
  );
}

function identity(number: number, dice: Dice) {
  const year = 1950 + dice.below(38);
  return {
    fullName: `Persona Fiktive ${number}`,
    personalNumber: String(1_000_000_000 + number),
    birthDate: `${year}-0${1 + dice.below(9)}-1${dice.below(9)}`,
    phone: `000 000 ${number}`,
    address: `Fictional Street ${number}`,
    channel: 'phone' as const,
    sex: dice.one(['female', 'female', 'female', 'female', 'male', 'not_stated'] as const),
    community: dice.one(codeLists.community),
    municipality: dice.one(codeLists.municipality),
    ageAtTheTime: dice.one(codeLists.ageAtTheTime),
    rowVersion: 1,
  };
}

function consentShares(applies: boolean): Partial<Record<ConsentPurpose, number>> {
  return {
    open_file: 1,
    contact_phone: 0.5,
    session_notes: 0.4,
    internal_legal_officer: applies ? 1 : 0.4,
    commission_submission: applies ? 1 : 0,
    anonymised_statistics: 0.85,
    retention_after_closure: 0.2,
  };
}

function consent(purpose: ConsentPurpose, on: Date, dice: Dice) {
  return {
    decision: 'given' as const,
    categories: [...PURPOSES[purpose].categories],
    method: dice.one(codeLists.consentMethod),
    language: dice.one(['sq', 'sr'] as const),
    interpreterUsed: false,
    givenOn: isoDate(on),
  };
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
