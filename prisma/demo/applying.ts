import type { SignedIn } from '#app/kernel/actor.server.ts';
import { approveStatement, recordReadBack } from '#app/features/statements/approve-statement.server.ts';
import { saveStatement } from '#app/features/statements/save-statement.server.ts';
import { startStatement } from '#app/features/statements/start-statement.server.ts';
import { findStatement } from '#app/features/statements/statement-repo.server.ts';
import { SECTIONS, type SectionForm } from '#app/features/applications/application.schema.ts';
import { findApplication } from '#app/features/applications/application-repo.server.ts';
import { markReady } from '#app/features/applications/mark-ready.server.ts';
import { reviewApplication, reviewMark } from '#app/features/applications/review-application.server.ts';
import { saveSection, sectionDigest } from '#app/features/applications/save-section.server.ts';
import { freezePacket } from '#app/features/packets/freeze-packet.server.ts';
import { recordHandover } from '#app/features/packets/record-handover.server.ts';
import { PAPER_STATES } from '#app/features/packets/packet.schema.ts';
import { recordPaperProgress } from '#app/features/packets/record-paper-progress.server.ts';
import { referPacket } from '#app/features/packets/refer-packet.server.ts';
import { acceptPacket } from '#app/features/review-files/accept-packet.server.ts';
import { assignReviewer } from '#app/features/review-files/assign-reviewer.server.ts';
import { listLetters } from '#app/features/packets/letter-repo.server.ts';
import { openLetter } from '#app/features/packets/open-letter.server.ts';
import { decide } from '#app/features/review-files/decide.server.ts';
import { declareConflict } from '#app/features/review-files/declare-conflict.server.ts';
import { requestDocuments } from '#app/features/review-files/request-documents.server.ts';
import { writeNotes } from '#app/features/review-files/review-notes.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { daysAfter, idIn, onCase, onFile, onPacket, type Dice } from './acting.ts';
import type { DemoCase, Team } from './case-work.ts';

/** How far a demonstration's application has come. */
export const STAGES = [
  'drafting',
  'ready',
  'reviewed',
  'frozen',
  'paper',
  'paper_decided',
  'referred',
  'registered',
  'incomplete',
  'under_review',
  'recognised',
  'rejected',
] as const;
export type Stage = (typeof STAGES)[number];

export interface DemoCommission {
  secretary: SignedIn;
  reviewer: SignedIn;
  chair: SignedIn;
}

const reached = (stage: Stage, wanted: Stage) => STAGES.indexOf(stage) >= STAGES.indexOf(wanted);

/** Statement, form, review and packet of one fictional application, up to its stage. */
export async function apply(
  team: Team,
  { caseId, number, openedOn }: DemoCase,
  stage: Stage,
  commission: DemoCommission,
  today: Date,
  dice: Dice,
) {
  const { lawyer, reviewer } = team;
  if (!lawyer || !reviewer) return;
  const at = (days: number) => new Date(Math.min(daysAfter(openedOn, days).getTime(), today.getTime()));
  await writeAll(lawyer, caseId, number, at);
  if (!reached(stage, 'ready')) return;
  await onCase(lawyer, 'writeApplication', caseId, at(60), (uow) => markReady(uow, caseId));
  if (!reached(stage, 'reviewed')) return;
  await onCase(reviewer, 'reviewApplication', caseId, at(64), async (uow) => {
    const row = await findApplication(uow, caseId);
    return reviewApplication(uow, caseId, { seen: row ? await reviewMark(uow, row) : '', outcome: 'approved' });
  });
  if (!reached(stage, 'frozen')) return;
  const packetId = idIn(
    await onCase(lawyer, 'freezePacket', caseId, at(66), (uow) =>
      freezePacket(uow, caseId, { language: 'sq', nameSeen: false }),
    ),
  );
  if (stage === 'frozen') return;
  if (stage === 'paper' || stage === 'paper_decided') return onPaper(lawyer, packetId, stage, number, at, dice);
  await onPacket(lawyer, 'referPacket', packetId, at(68), (uow) => referPacket(uow, packetId));
  if (reached(stage, 'registered')) await review(commission, packetId, stage, number, at);
  if (stage === 'incomplete') {
    await onPacket(lawyer, 'readLetter', packetId, at(82), async (uow) => {
      const [letter] = await listLetters(uow, packetId);
      return openLetter(uow, packetId, letter!.id);
    });
  }
}

async function writeAll(lawyer: SignedIn, caseId: string, number: number, at: (days: number) => Date) {
  const base = async (uow: Parameters<typeof findStatement>[0]) => {
    const row = await findStatement(uow, caseId);
    if (!row) throw new Error('There is no statement.');
    return { statementId: row.id, base: row.row_version };
  };
  await onCase(lawyer, 'writeStatement', caseId, at(40), (uow) => startStatement(uow, caseId, 'sq'));
  await onCase(lawyer, 'writeStatement', caseId, at(42), async (uow) =>
    saveStatement(uow, caseId, {
      ...(await base(uow)),
      text: `Fictional statement no. ${number}. Nothing here happened.`,
    }),
  );
  await onCase(lawyer, 'writeStatement', caseId, at(48), async (uow) =>
    recordReadBack(uow, caseId, { ...(await base(uow)), readBackOn: isoDate(at(48)) }),
  );
  await onCase(lawyer, 'approveStatement', caseId, at(48), async (uow) =>
    approveStatement(uow, caseId, await base(uow)),
  );
  for (const section of SECTIONS) {
    const form: SectionForm = {
      base: sectionDigest(null),
      text: `Fictional answer ${number} (${section}).`,
      perpetrators: [],
    };
    if (section === 'perpetrators') form.perpetrators.push({ group: 'unknown', description: 'Fictional.' });
    await onCase(lawyer, 'writeApplication', caseId, at(52), (uow) => saveSection(uow, caseId, section, form));
  }
}

/** A number of a register that nobody keeps. */
const registerNumber = (number: number) => `${1000 + number}/26`;

/** The printed packet goes by hand, and the commission answers on paper. */
async function onPaper(
  lawyer: SignedIn,
  packetId: string,
  stage: Stage,
  number: number,
  at: (days: number) => Date,
  dice: Dice,
) {
  await onPacket(lawyer, 'recordHandover', packetId, at(70), (uow) =>
    recordHandover(uow, packetId, {
      handedOverOn: isoDate(at(70)),
      route: 'secretariat',
      receivedBy: 'Clerk (fictional)',
    }),
  );
  const outcome = dice.one(['recognised', 'rejected'] as const);
  const told = stage === 'paper' ? PAPER_STATES.slice(0, 1) : (['registered', 'under_review', outcome] as const);
  for (const [position, state] of told.entries()) {
    const day = at(80 + 30 * position);
    await onPacket(lawyer, 'recordPaperProgress', packetId, day, (uow) =>
      recordPaperProgress(uow, packetId, {
        state,
        happenedOn: isoDate(day),
        registrationNumber: registerNumber(number),
      }),
    );
  }
}

/** The commission's side in the system. */
async function review(
  { secretary, reviewer, chair }: DemoCommission,
  packetId: string,
  stage: Stage,
  number: number,
  at: (days: number) => Date,
) {
  const registered = await onPacket(secretary, 'acceptPacket', packetId, at(75), (uow) =>
    acceptPacket(uow, packetId, { registrationNumber: registerNumber(number) }),
  );
  const fileId = idIn(registered);
  if (stage === 'incomplete') {
    await onFile(secretary, 'requestDocuments', fileId, at(80), (uow) =>
      requestDocuments(uow, fileId, {
        gaps: ['medical_report'],
        text: 'Fictional request: please send what is missing, if there is any.',
      }),
    );
  }
  if (!reached(stage, 'under_review')) return;
  await onFile(chair, 'assignReviewer', fileId, at(85), (uow) => assignReviewer(uow, fileId, reviewer.actor.id));
  await onFile(reviewer, 'declareConflict', fileId, at(86), (uow) => declareConflict(uow, fileId, 'none'));
  const met = { assessment: 'met' as const, text: 'Fictional note.' };
  const notes = {
    place_and_time_in_period: met,
    circumstances: met,
    consequences: met,
    consistency: met,
    supporting_material: {},
  };
  await onFile(reviewer, 'writeReviewNote', fileId, at(95), (uow) => writeNotes(uow, fileId, notes));
  if (stage !== 'recognised' && stage !== 'rejected') return;
  const reasons = `Fictional reasons of file ${number}. They are written for this person alone, ground by ground, and long enough to look like reasons on the page.`;
  const remedy = stage === 'rejected' ? 'Fictional remedy: a request for reconsideration may be handed in.' : undefined;
  await onFile(chair, 'decide', fileId, at(120), (uow) => decide(uow, fileId, { outcome: stage, reasons, remedy }));
}
