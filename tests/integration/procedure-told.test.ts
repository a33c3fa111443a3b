import { beforeAll, describe, expect, it } from 'vitest';
import { saveSection, sectionDigest } from '#app/features/applications/save-section.server.ts';
import { viewApplication } from '#app/features/applications/view-application.server.ts';
import { viewReview } from '#app/features/applications/view-review.server.ts';
import { assignCase } from '#app/features/cases/change-team.server.ts';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import { listNotices } from '#app/features/notices/list-notices.server.ts';
import { openLetter } from '#app/features/packets/open-letter.server.ts';
import { preparePacket } from '#app/features/packets/prepare-packet.server.ts';
import { recordPaperProgress } from '#app/features/packets/record-paper-progress.server.ts';
import { recordRemedy } from '#app/features/packets/record-remedy.server.ts';
import { viewPacket } from '#app/features/packets/view-packet.server.ts';
import { listInbox } from '#app/features/review-files/list-inbox.server.ts';
import { viewFile } from '#app/features/review-files/view-file.server.ts';
import { viewReferred } from '#app/features/review-files/view-referred.server.ts';
import { decide } from '#app/features/review-files/decide.server.ts';
import { readCoded } from '#app/features/review-files/read-received.server.ts';
import { requestDocuments } from '#app/features/review-files/request-documents.server.ts';
import { writeNotes } from '#app/features/review-files/review-notes.server.ts';
import { DecisionSchema } from '#app/features/review-files/review-file.schema.ts';
import { finishTask } from '#app/features/tasks/finish-task.server.ts';
import { RemedySchema, type RemedyForm } from '#app/features/tasks/task.schema.ts';
import { viewTasks } from '#app/features/tasks/view-tasks.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Invalid, NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import {
  accept,
  aFileUnderReview,
  aReadyCase,
  aReferredPacket,
  freeze,
  NAME,
  NOW,
  onFile,
  onPacket,
  shown,
  STORY,
  TODAY,
} from '../support/packets.ts';
import { createWorld, perform, type World } from '../support/world.ts';

/** What the members of both sides are told of a procedure, and what they must say before it goes on. */
let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const change = (sql: string, values: unknown[]) => connectedAs('superuser', (client) => client.query(sql, values));
const caseOf = async (member: SignedIn, caseId: string) =>
  shown(await onCase(member, 'readCase', caseId, (uow) => viewCase(uow, caseId), NOW));
const preparing = async (caseId: string, now = NOW) =>
  shown(await onCase(world.north.members.lawyer, 'readApplication', caseId, (uow) => preparePacket(uow, caseId), now));
const noticesOf = async (member: SignedIn, to: string) => {
  const { items } = shown(await perform(member, 'listNotifications', ownOrganisation, {}, listNotices));
  return items.filter((item) => item.to === to).map(({ kind, code }) => [kind, code]);
};
const tasksOf = async (caseId: string) =>
  shown(await onCase(world.north.members.caseworker, 'readCasework', caseId, (uow) => viewTasks(uow, caseId))).tasks;
const letterOf = async (packetId: string) =>
  shown(await onPacket(world.north.members.lawyer, 'readPacket', packetId, (uow) => viewPacket(uow, packetId)))
    .letters[0]!.id;
const opening = async (packetId: string) => {
  const letterId = await letterOf(packetId);
  await onPacket(world.north.members.lawyer, 'readLetter', packetId, (uow) => openLetter(uow, packetId, letterId));
};

/** A rejection that the lawyer has opened. */
async function aRejection() {
  const { chair, reviewer } = world.commission.members;
  const file = await aFileUnderReview(world);
  const note = { assessment: 'met', text: undefined } as const;
  const notes = {
    place_and_time_in_period: note,
    circumstances: {},
    consequences: {},
    consistency: {},
    supporting_material: {},
  };
  await onFile(reviewer, 'writeReviewNote', file.fileId, (uow) => writeNotes(uow, file.fileId, notes));
  const reasons = `Fictional reasons for ${file.fileId}. ${'They are long enough. '.repeat(6)}`;
  await onFile(chair, 'decide', file.fileId, (uow) =>
    decide(uow, file.fileId, { outcome: 'rejected', reasons, remedy: 'A fictional remedy stands here.' }),
  );
  await opening(file.packetId);
  return file;
}

describe('the time for applications', { timeout: 60_000 }, () => {
  const window = async (to: string) => {
    await change(`DELETE FROM casework.setting WHERE source = 'test of the window'`, []);
    await change(
      `INSERT INTO casework.setting (id, key, value, source, valid_from, created_at)
       VALUES (gen_random_uuid(), 'application_window', $1, 'test of the window', '2026-01-01', now())`,
      [JSON.stringify({ from: '2026-01-01', to })],
    );
  };

  it('is said before freezing, on the case to the caseworker too, and on a packet that has not left', async () => {
    const { caseworker, lawyer } = world.north.members;
    const { caseId } = await aReadyCase(world);
    await window('2026-11-01');
    expect((await preparing(caseId)).window).toMatchObject({ standing: 'closed', to: '2026-11-01' });
    expect((await preparing(caseId)).softGaps).not.toContain('window');
    expect((await caseOf(caseworker, caseId)).window).toMatchObject({ standing: 'closed' });
    await window('2026-12-03');
    expect((await caseOf(caseworker, caseId)).window).toMatchObject({ standing: 'closing', daysLeft: 10 });
    const packetId = await freeze(world, caseId);
    const packet = async () =>
      shown(await onPacket(lawyer, 'readPacket', packetId, (uow) => viewPacket(uow, packetId))).window;
    expect(await packet()).toMatchObject({ standing: 'closing' });
    await change(`UPDATE casework.packet SET state = 'handed_over', handed_over_on = $2 WHERE id = $1`, [
      packetId,
      TODAY,
    ]);
    expect(await packet()).toBeNull();
    await change(`DELETE FROM casework.setting WHERE source = 'test of the window'`, []);
  });

  it('is held against the day on which a packet left: the secretary and the sender read it, with its mark', async () => {
    const { secretary } = world.commission.members;
    const inbox = async (packetId: string) => {
      const { items } = shown(await perform(secretary, 'listInbox', ownOrganisation, {}, listInbox));
      return items.find(({ id }) => id === packetId)?.sentOutside;
    };
    const entry = async (packetId: string) =>
      shown(await onPacket(secretary, 'acceptPacket', packetId, (uow) => viewReferred(uow, packetId))).sentOutside;
    await window('2026-11-01');
    const late = await aReferredPacket(world);
    expect(await inbox(late.packetId)).toBe(true);
    const said = { on: TODAY, window: { from: '2026-01-01', to: '2026-11-01', standing: 'closed', verified: false } };
    expect(await entry(late.packetId)).toMatchObject(said);
    const sender = () =>
      onPacket(world.north.members.lawyer, 'readPacket', late.packetId, (uow) => viewPacket(uow, late.packetId));
    expect(shown(await sender()).sentOutside).toMatchObject(said);
    const fileId = await accept(world, late.packetId);
    const file = async () => shown(await onFile(secretary, 'readFile', fileId, (uow) => viewFile(uow, fileId)));
    expect((await file()).sentOutside).toMatchObject(said);
    await change(
      `UPDATE casework.setting SET verified_at = now(), verified_by = $1 WHERE source = 'test of the window'`,
      [world.host.members.operator.actor.id],
    );
    expect((await file()).sentOutside?.window.verified).toBe(true);

    // Handed over on paper in time and sent in the system afterwards: it left in time.
    const both = await aReferredPacket(world);
    expect(await inbox(both.packetId)).toBe(true);
    await change(`UPDATE casework.packet SET handed_over_on = '2026-10-30' WHERE id = $1`, [both.packetId]);
    expect(await inbox(both.packetId)).toBe(false);
    expect(await entry(both.packetId)).toBeNull();

    await window('2026-12-03');
    expect((await file()).sentOutside).toBeNull();
    await change(`DELETE FROM casework.setting WHERE source = 'test of the window'`, []);
  });

  it('leaves the inbox alone where no time is configured', async () => {
    const { packetId } = await aReferredPacket(world);
    await change(`UPDATE casework.setting SET replaced_at = now() WHERE key = 'application_window'`, []);
    const { items } = shown(
      await perform(world.commission.members.secretary, 'listInbox', ownOrganisation, {}, listInbox),
    );
    expect(items.find(({ id }) => id === packetId)).toMatchObject({ sentOutside: false });
    await change(`UPDATE casework.setting SET replaced_at = NULL WHERE key = 'application_window'`, []);
  });
});

describe('a decision', { timeout: 120_000 }, () => {
  it('is not called "on its way" where a packet would be fixed', async () => {
    const { caseId } = await aFileUnderReview(world);
    expect(await preparing(caseId)).toMatchObject({ left: 'sent' });
    const rejected = await aRejection();
    expect(await preparing(rejected.caseId)).toMatchObject({
      left: 'decided',
      gaps: expect.arrayContaining(['already_decided']),
    });
    expect((await preparing(rejected.caseId)).gaps).not.toContain('already_sent');
  });

  it('is looked over before it goes: the first press sends nothing', () => {
    const form = { outcome: 'recognised', reasons: 'Fictional. '.repeat(20) };
    const paths = (value: object) => DecisionSchema.safeParse(value).error?.issues.map(({ path }) => path.join('.'));
    expect(paths(form)).toEqual(['sure']);
    expect(paths({ ...form, sure: true })).toBeUndefined();
  });

  it('and a request are told to the caseworker when the letter is opened, with the case’s code', async () => {
    const { caseworker, lawyer } = world.north.members;
    const { caseId, packetId, fileId } = await aFileUnderReview(world);
    const ask = { gaps: ['medical_report' as const], text: 'Fictional request for a report.' };
    await onFile(world.commission.members.secretary, 'requestDocuments', fileId, (uow) =>
      requestDocuments(uow, fileId, ask),
    );
    const { code } = await caseOf(caseworker, caseId);
    expect(await noticesOf(lawyer, `/packets/${packetId}`)).toContainEqual(['letter_ready', code]);
    expect(await noticesOf(caseworker, `/packets/${packetId}`)).toEqual([]);
    await opening(packetId);
    await opening(packetId);
    expect(await noticesOf(caseworker, `/packets/${packetId}`)).toEqual([['packet_asked', code]]);
    const rejected = await aRejection();
    const other = await caseOf(caseworker, rejected.caseId);
    expect(await noticesOf(caseworker, `/packets/${rejected.packetId}`)).toEqual([['packet_decided', other.code]]);
    // On paper it is told by one of them to the others.
    await change(`UPDATE casework.packet SET accepted_at = NULL WHERE id = $1`, [packetId]);
    const early = { state: 'under_review', happenedOn: TODAY, registrationNumber: undefined } as const;
    const sooner = onPacket(lawyer, 'recordPaperProgress', packetId, (uow) => recordPaperProgress(uow, packetId, early));
    await expect(sooner).rejects.toMatchObject({ fields: { state: ['packets:error.sentInSystem'] } });
    await change(`UPDATE casework.packet SET handed_over_on = $2, handed_over_route = 'post' WHERE id = $1`, [packetId, TODAY]);
    const told = (state: 'under_review' | 'recognised') => ({
      state,
      happenedOn: TODAY,
      registrationNumber: undefined,
    });
    await onPacket(lawyer, 'recordPaperProgress', packetId, (uow) =>
      recordPaperProgress(uow, packetId, told('under_review')),
    );
    expect((await tasksOf(caseId)).filter(({ kind, doneAt }) => kind === 'supplement' && !doneAt)).toEqual([]);
    await onPacket(lawyer, 'recordPaperProgress', packetId, (uow) =>
      recordPaperProgress(uow, packetId, told('recognised')),
    );
    expect((await noticesOf(caseworker, `/packets/${packetId}`)).map(([kind]) => kind)).toContain('packet_decided');
  });
});

describe('a reviewer', { timeout: 120_000 }, () => {
  it('is told by the file’s number, and finds the way to her notes beside what she reads', async () => {
    const { reviewer, chair } = world.commission.members;
    const { fileId } = await aFileUnderReview(world);
    const { file, mayNote } = shown(await onFile(reviewer, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId)));
    expect(await noticesOf(reviewer, `/files/${fileId}`)).toEqual([['file_assigned', file.number]]);
    expect(mayNote).toBe(true);
    expect(shown(await onFile(chair, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId))).mayNote).toBe(false);
  });
});

describe('the time to answer a rejection', { timeout: 120_000 }, () => {
  const recording = (caseId: string, form: RemedyForm, member: SignedIn = world.north.members.caseworker) =>
    onCase(
      member,
      'recordCasework',
      caseId,
      (uow) => recordRemedy(uow, caseId, form),
      new Date(NOW.getTime() + 3_600_000),
    );
  const taskOf = async (caseId: string) => (await tasksOf(caseId)).find(({ kind }) => kind === 'remedy')!;

  it('is not ticked off', async () => {
    const { caseId } = await aRejection();
    const { id } = await taskOf(caseId);
    const ticking = onCase(world.north.members.caseworker, 'recordCasework', caseId, (uow) =>
      finishTask(uow, caseId, { taskId: id, from: 'case' }),
    );
    await expect(ticking).rejects.toMatchObject({ fields: { '': ['tasks:error.remedy'] } });
    expect((await taskOf(caseId)).doneAt).toBeNull();
  });

  it('ends with the remedy, which the packet and the application show', async () => {
    const { caseId, packetId } = await aRejection();
    const { id } = await taskOf(caseId);
    const form = { taskId: id, remedy: 'reconsideration_requested', handedInOn: TODAY, reason: undefined } as const;
    await expect(recording(caseId, { ...form, handedInOn: '2026-11-24' })).rejects.toMatchObject({
      fields: { handedInOn: ['date_too_late'] },
    });
    await expect(recording(caseId, { ...form, taskId: packetId })).rejects.toThrow(NotFound);
    await recording(caseId, form);
    expect(await taskOf(caseId)).toMatchObject({ outcome: 'reconsideration_requested', doneAt: expect.any(String) });
    const { moments } = shown(
      await onPacket(world.north.members.lawyer, 'readPacket', packetId, (uow) => viewPacket(uow, packetId)),
    );
    expect(moments[0]).toMatchObject({ state: 'reconsideration_requested', source: 'paper', on: TODAY });
    expect((await change('SELECT state FROM casework.application WHERE case_id = $1', [caseId])).rows).toEqual([
      { state: 'reconsideration_requested' },
    ]);
  });

  it('or with a reason, which is sealed; a counsellor does not record what was handed in', async () => {
    const { counsellor, supervisor } = world.north.members;
    const { caseId } = await aRejection();
    const { id } = await taskOf(caseId);
    const parse = (form: object) =>
      RemedySchema.safeParse({ taskId: id, ...form }).error?.issues.map(({ path }) => path.join('.'));
    expect(parse({ remedy: 'not_used' })).toEqual(['reason']);
    expect(parse({ remedy: 'administrative_dispute' })).toEqual(['handedInOn']);
    await onCase(supervisor, 'assignCase', caseId, (uow) => assignCase(uow, caseId, counsellor.actor.id));
    const handedIn = { taskId: id, remedy: 'administrative_dispute', handedInOn: TODAY, reason: undefined } as const;
    await expect(recording(caseId, handedIn, counsellor)).rejects.toThrow(Invalid);
    await recording(
      caseId,
      { taskId: id, remedy: 'not_used', handedInOn: undefined, reason: 'A fictional reason.' },
      counsellor,
    );
    expect(await taskOf(caseId)).toMatchObject({ outcome: 'not_used', outcomeText: 'A fictional reason.' });
    const stored = await change(`SELECT encode(outcome_ct, 'escape') AS text FROM casework.task WHERE id = $1`, [id]);
    expect(stored.rows[0].text).not.toContain('fictional');
  });
});

describe('her name in what would leave the house', { timeout: 60_000 }, () => {
  it('is shown by section, on the application and on its review', async () => {
    const { lawyer, secondLawyer } = world.north.members;
    const [first] = NAME.split(' ');
    const { caseId } = await aReadyCase(world, { without: 'review', story: `${STORY} They called ${first}.` });
    const form = { base: sectionDigest(null), text: `Fictional, with ${first}.`, perpetrators: [] };
    await onCase(lawyer, 'writeApplication', caseId, (uow) => saveSection(uow, caseId, 'consequences_life', form), NOW);
    const inSection = { place: 'consequences_life', traces: ['name'], words: [first] };
    const inStatement = { place: 'statement', traces: ['name'], words: [first] };
    const application = shown(
      await onCase(lawyer, 'readApplication', caseId, (uow) => viewApplication(uow, caseId), NOW),
    );
    expect(application.found).toEqual([inSection, inStatement]);
    expect(application.checklist).toContainEqual({ item: 'traces', required: false, met: false });
    const review = shown(await onCase(secondLawyer, 'readApplication', caseId, (uow) => viewReview(uow, caseId), NOW));
    expect(review.found).toEqual([inSection, inStatement]);
    expect(review.checklist).toContainEqual({ item: 'traces', required: false, met: false });
  });
});
