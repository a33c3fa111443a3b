import { beforeAll, describe, expect, it } from 'vitest';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import { openLetter } from '#app/features/packets/open-letter.server.ts';
import { PaperProgressSchema } from '#app/features/packets/packet.schema.ts';
import { readLetter } from '#app/features/packets/read-letter.server.ts';
import { viewPacket } from '#app/features/packets/view-packet.server.ts';
import { acceptPacket } from '#app/features/review-files/accept-packet.server.ts';
import { assignReviewer } from '#app/features/review-files/assign-reviewer.server.ts';
import { markSupplemented } from '#app/features/review-files/check-completeness.server.ts';
import { decide } from '#app/features/review-files/decide.server.ts';
import { declareConflict } from '#app/features/review-files/declare-conflict.server.ts';
import { listFiles } from '#app/features/review-files/list-files.server.ts';
import { listInbox } from '#app/features/review-files/list-inbox.server.ts';
import { readCoded, readFileIdentity } from '#app/features/review-files/read-received.server.ts';
import { viewFile } from '#app/features/review-files/view-file.server.ts';
import { requestDocuments } from '#app/features/review-files/request-documents.server.ts';
import { readNotes, writeNotes } from '#app/features/review-files/review-notes.server.ts';
import { RegisterSchema, type DecisionForm, type Notes } from '#app/features/review-files/review-file.schema.ts';
import { listNotices } from '#app/features/notices/list-notices.server.ts';
import { listTasks } from '#app/features/tasks/list-tasks.server.ts';
import { TaskListQuery } from '#app/features/tasks/task.schema.ts';
import { viewTasks } from '#app/features/tasks/view-tasks.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { factsOf, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { accept, aFileUnderReview, aReferredPacket, NAME, onFile, onPacket, shown, STORY } from '../support/packets.ts';
import { createWorld, perform, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const lettersOf = async (member: SignedIn) =>
  shown(await perform(member, 'listTasks', ownOrganisation, {}, (uow) => listTasks(uow, TaskListQuery.parse({})))).letters;
const noticesOf = async (member: SignedIn, to: string) => {
  const { items } = shown(await perform(member, 'listNotifications', ownOrganisation, {}, listNotices));
  return items.filter((item) => item.to === to).map(({ kind }) => kind);
};

const notes: Notes = {
  place_and_time_in_period: { assessment: 'met', text: 'Within the period.' },
  circumstances: { assessment: 'unclear', text: undefined },
  consequences: {},
  consistency: {},
  supporting_material: {},
};
const reasons = (about: string) => `${about}. The place and the time lie within the period, and the account is consistent with what else is known of it. ${'—'.repeat(20)}`;
const rejection = (about: string): DecisionForm => ({ outcome: 'rejected', reasons: reasons(about), remedy: 'A reconsideration can be asked for.' });
const writing = (fileId: string) =>
  onFile(world.commission.members.reviewer, 'writeReviewNote', fileId, (uow) => writeNotes(uow, fileId, notes));
const deciding = (fileId: string, form: DecisionForm) =>
  onFile(world.commission.members.chair, 'decide', fileId, (uow) => decide(uow, fileId, form));
const sideOfCso = async (packetId: string) =>
  shown(await onPacket(world.north.members.lawyer, 'readPacket', packetId, (uow) => viewPacket(uow, packetId)));
const lettersRead = async (packetId: string, letterId: string) => {
  const { lawyer } = world.north.members;
  await onPacket(lawyer, 'readLetter', packetId, (uow) => openLetter(uow, packetId, letterId));
  return shown(await onPacket(lawyer, 'readLetter', packetId, (uow) => readLetter(uow, packetId, letterId)));
};

describe('the whole way', { timeout: 60_000 }, () => {
  it('goes from the inbox to a letter with reasons and a remedy task', async () => {
    const { secretary, chair, reviewer, secondReviewer } = world.commission.members;
    const { caseId, packetId } = await aReferredPacket(world);
    const inbox = shown(await perform(secretary, 'listInbox', ownOrganisation, {}, listInbox));
    expect(inbox.items.map((item) => item.id)).toContain(packetId);
    expect(JSON.stringify(inbox)).not.toContain(caseId);
    const fileId = await accept(world, packetId);
    const again = () => onPacket(secretary, 'acceptPacket', packetId, (uow) => acceptPacket(uow, packetId, { registrationNumber: 'x' }));
    await expect(again()).rejects.toThrow(Conflict);
    const identity = shown(await onFile(secretary, 'readFileIdentity', fileId, (uow) => readFileIdentity(uow, fileId)));
    expect(identity.snapshot?.name).toBe(NAME);

    const asking = () =>
      onFile(secretary, 'requestDocuments', fileId, (uow) =>
        requestDocuments(uow, fileId, { gaps: ['medical_report', 'consequences'], text: 'Please send both, if they exist.' }),
      );
    await asking();
    await expect(asking()).rejects.toThrow(Invalid);
    const request = (await sideOfCso(packetId)).letters[0]!;
    expect(request).toMatchObject({ kind: 'request', opened: false, due: { verified: false } });
    expect(await lettersOf(world.north.members.lawyer)).toContainEqual(expect.objectContaining({ id: request.id, due: request.due }));
    expect(await lettersOf(world.north.members.caseworker)).toEqual([]);
    const { lawyer, caseworker } = world.north.members;
    const ofCase = async (member: SignedIn) => shown(await onCase(member, 'readCase', caseId, (uow) => viewCase(uow, caseId)));
    expect(await ofCase(lawyer)).toMatchObject({ next: 'letter', packet: { id: packetId, stands: 'incomplete', unopened: 1, due: request.due } });
    expect(await ofCase(caseworker)).toMatchObject({ packet: { id: packetId, stands: 'incomplete', unopened: 0, due: request.due } });
    expect((await ofCase(caseworker)).moments).toContainEqual(expect.objectContaining({ what: 'packet', state: 'incomplete' }));
    const opened = await lettersRead(packetId, request.id);
    expect(await lettersOf(world.north.members.lawyer)).not.toContainEqual(expect.objectContaining({ id: request.id }));
    expect(opened.body).toEqual({ kind: 'request', text: 'Please send both, if they exist.' });
    expect(JSON.stringify(await onCase(world.north.members.lawyer, 'readCasework', caseId, (uow) => viewTasks(uow, caseId)))).toContain('"supplement"');
    await onFile(secretary, 'checkCompleteness', fileId, (uow) => markSupplemented(uow, fileId));

    const assigning = (memberId: string) => onFile(chair, 'assignReviewer', fileId, (uow) => assignReviewer(uow, fileId, memberId));
    await expect(assigning(secretary.actor.id)).rejects.toThrow(Invalid);
    await assigning(reviewer.actor.id);
    const reading = () => onFile(reviewer, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId));
    await expect(reading()).rejects.toThrow(Forbidden);
    expect(await noticesOf(reviewer, `/files/${fileId}`)).toEqual(['file_assigned']);
    await onFile(reviewer, 'declareConflict', fileId, (uow) => declareConflict(uow, fileId, 'none'));
    const coded = shown(await reading());
    expect(coded.snapshot?.narrative).toBe(STORY);
    expect(JSON.stringify(coded)).not.toContain(NAME.split(' ')[0]);
    await expect(onFile(secondReviewer, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId))).rejects.toThrow(NotFound);

    await expect(deciding(fileId, rejection('Before any note'))).rejects.toThrow(Invalid);
    await writing(fileId);
    await writing(fileId);
    const nothing = Object.fromEntries(Object.keys(notes).map((criterion) => [criterion, {}])) as Notes;
    const empty = onFile(world.commission.members.reviewer, 'writeReviewNote', fileId, (uow) => writeNotes(uow, fileId, nothing));
    await expect(empty).rejects.toMatchObject({ fields: { '': ['commission:error.nothingAssessed'] } });
    const read = shown(await onFile(chair, 'readReviewNotes', fileId, (uow) => readNotes(uow, fileId)));
    expect(read.notes.map((note) => note.assessment)).toEqual(['unclear', 'met']);
    await deciding(fileId, rejection('This person'));
    await expect(deciding(fileId, rejection('Another time'))).rejects.toThrow(Forbidden);

    const side = await sideOfCso(packetId);
    expect(side.stands).toBe('rejected');
    expect(side.moments.map((moment) => moment.state)).toEqual(['rejected', 'under_review', 'supplemented', 'incomplete', 'registered', 'handed_over']);
    expect(JSON.stringify(side)).not.toContain('Within the period');
    const letter = await lettersRead(packetId, side.letters[0]!.id);
    expect(letter.body).toMatchObject({ kind: 'decision', reasons: reasons('This person') });
    const tasks = shown(await onCase(world.north.members.caseworker, 'readCasework', caseId, (uow) => viewTasks(uow, caseId)));
    expect(JSON.stringify(tasks)).toContain('"remedy"');
    expect((await factsOf(world.north.id)).map((fact) => fact.indicator)).toContain('decisions_rejected');
    expect(await noticesOf(lawyer, `/packets/${packetId}`)).toContain('letter_ready');
    expect(await noticesOf(lawyer, `/cases/${caseId}/application`)).toEqual(['application_approved']);
    expect(await noticesOf(world.north.members.secondLawyer, `/cases/${caseId}/application/review`)).toEqual(['application_ready']);
  });

  it('takes no reasons twice', async () => {
    const first = await aFileUnderReview(world);
    const second = await aFileUnderReview(world);
    await writing(first.fileId);
    await writing(second.fileId);
    await deciding(first.fileId, rejection('The very same words'));
    await expect(deciding(second.fileId, rejection('The  very same WORDS'))).rejects.toMatchObject({ fields: { reasons: [expect.anything()] } });
    await deciding(second.fileId, { ...rejection('Other words'), outcome: 'recognised' });
  });
});

describe('a writer of the database', { timeout: 60_000 }, () => {
  const change = (sql: string, values: unknown[]) => connectedAs('superuser', (client) => client.query(sql, values));

  it('makes no decision of a letter: changed or moved, it is said to be nobody’s and nothing follows', async () => {
    const { packetId, caseId, fileId } = await aFileUnderReview(world);
    await writing(fileId);
    await deciding(fileId, { ...rejection('For this one'), outcome: 'recognised' });
    const [letter] = (await sideOfCso(packetId)).letters;
    await change(`UPDATE casework.letter SET outcome = 'rejected' WHERE id = $1`, [letter!.id]);
    const forged = await lettersRead(packetId, letter!.id);
    expect(forged).toMatchObject({ broken: true, body: null });
    const tasks = JSON.stringify(await onCase(world.north.members.caseworker, 'readCasework', caseId, (uow) => viewTasks(uow, caseId)));
    expect(tasks).not.toContain('"remedy"');
    await change(`UPDATE casework.letter SET outcome = 'recognised' WHERE id = $1`, [letter!.id]);
    await expect(lettersRead(packetId, letter!.id)).resolves.toMatchObject({ broken: false, body: { kind: 'decision' } });
  });

  it('has no letter sealed to another organisation by writing that organisation into the packet', async () => {
    const { packetId, fileId } = await aFileUnderReview(world);
    await writing(fileId);
    await change('UPDATE casework.packet SET code = code || $2 WHERE id = $1', [packetId, '-X']);
    await expect(deciding(fileId, rejection('For nobody'))).rejects.toMatchObject({ fields: { '': ['commission:error.movedPacket'] } });
    const { rows } = await change('SELECT count(*)::int AS letters FROM casework.letter WHERE packet_id = $1', [packetId]);
    expect(rows).toEqual([{ letters: 0 }]);
  });
});

describe('a conflict of interest', { timeout: 60_000 }, () => {
  it('ends the review for good', async () => {
    const { chair, secondReviewer } = world.commission.members;
    const { fileId } = await aFileUnderReview(world);
    await onFile(chair, 'assignReviewer', fileId, (uow) => assignReviewer(uow, fileId, secondReviewer.actor.id));
    await onFile(secondReviewer, 'declareConflict', fileId, (uow) => declareConflict(uow, fileId, 'declared'));
    const declaring = () => onFile(secondReviewer, 'declareConflict', fileId, (uow) => declareConflict(uow, fileId, 'none'));
    await expect(declaring()).rejects.toThrow(Forbidden);
    await expect(onFile(secondReviewer, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId))).rejects.toThrow(Forbidden);
    const cover = shown(await onFile(secondReviewer, 'readFile', fileId, (uow) => viewFile(uow, fileId)));
    expect(cover).toMatchObject({ conflict: 'declared', closed: null, packet: null, moments: [], reviewers: [] });
    const files = shown(await perform(secondReviewer, 'listFiles', ownOrganisation, {}, listFiles));
    expect(files.items.map((item) => item.id)).toContain(fileId);
  });
});

describe('a conflict that is found later', { timeout: 60_000 }, () => {
  it('ends the review of one who had declared none', async () => {
    const { reviewer } = world.commission.members;
    const { fileId } = await aFileUnderReview(world);
    await onFile(reviewer, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId));
    expect(shown(await onFile(reviewer, 'readFile', fileId, (uow) => viewFile(uow, fileId)))).toMatchObject({ conflict: 'none', may: { declareConflict: true } });
    const declaring = (conflict: 'none' | 'declared') => onFile(reviewer, 'declareConflict', fileId, (uow) => declareConflict(uow, fileId, conflict));
    await expect(declaring('none')).rejects.toThrow(Conflict);
    await declaring('declared');
    await expect(onFile(reviewer, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId))).rejects.toThrow(Forbidden);
    await expect(declaring('none')).rejects.toThrow(Forbidden);
  });
});

describe('a registration number', { timeout: 60_000 }, () => {
  it('has no room for a name or a personal number, and stays out of the events', async () => {
    for (const registrationNumber of ['Zamira Fiktive', '1234567890', 'K-17', '044/123/456', '17 26', '', '/', '1/']) {
      expect([registrationNumber, RegisterSchema.safeParse({ registrationNumber }).success]).toEqual([registrationNumber, false]);
      const told = { state: 'registered', happenedOn: '2026-11-23', registrationNumber };
      expect([registrationNumber, PaperProgressSchema.safeParse(told).success]).toEqual([registrationNumber, false]);
    }
    for (const registrationNumber of ['17/26', '2026/0013', '4711']) expect(RegisterSchema.parse({ registrationNumber })).toEqual({ registrationNumber });
    const { packetId } = await aReferredPacket(world);
    await accept(world, packetId);
    const events = await connectedAs('superuser', (client) =>
      client.query(`SELECT detail FROM audit.event WHERE type = 'packet.accepted' AND resource_id = $1`, [packetId]),
    );
    expect(events.rows).toHaveLength(1);
    expect(events.rows[0].detail).not.toHaveProperty('number');
  });
});

describe('a reviewer', { timeout: 60_000 }, () => {
  it('asks for a document herself, and decides nothing', async () => {
    const { reviewer } = world.commission.members;
    const { fileId, packetId } = await aFileUnderReview(world);
    await onFile(reviewer, 'requestDocuments', fileId, (uow) =>
      requestDocuments(uow, fileId, { gaps: ['witness_statement'], text: 'A witness is named; is there a statement?' }),
    );
    expect((await sideOfCso(packetId)).letters).toHaveLength(1);
    await expect(onFile(reviewer, 'decide', fileId, (uow) => decide(uow, fileId, rejection('By a reviewer')))).rejects.toThrow(Forbidden);
    await expect(onFile(reviewer, 'readFileIdentity', fileId, (uow) => readFileIdentity(uow, fileId))).rejects.toThrow(Forbidden);
  });
});
