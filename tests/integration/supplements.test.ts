import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { assembleCopy } from '#app/features/copies/assemble-copy.server.ts';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { addEvidence } from '#app/features/evidence/add-evidence.server.ts';
import { listNotices } from '#app/features/notices/list-notices.server.ts';
import { openLetter } from '#app/features/packets/open-letter.server.ts';
import { SupplementSchema, type SupplementForm } from '#app/features/packets/packet.schema.ts';
import { prepareSupplement } from '#app/features/packets/prepare-supplement.server.ts';
import { printCoded } from '#app/features/packets/print-document.server.ts';
import { readLetter } from '#app/features/packets/read-letter.server.ts';
import { recordPaperProgress } from '#app/features/packets/record-paper-progress.server.ts';
import { sendSupplement } from '#app/features/packets/send-supplement.server.ts';
import { viewPacket } from '#app/features/packets/view-packet.server.ts';
import { markSupplemented } from '#app/features/review-files/check-completeness.server.ts';
import { listFiles } from '#app/features/review-files/list-files.server.ts';
import { printReceived, readCoded } from '#app/features/review-files/read-received.server.ts';
import { requestDocuments } from '#app/features/review-files/request-documents.server.ts';
import { FileListQuery } from '#app/features/review-files/review-file.schema.ts';
import { viewFile } from '#app/features/review-files/view-file.server.ts';
import { viewTasks } from '#app/features/tasks/view-tasks.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { consentTo, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { aFileUnderReview, NAME, onFile, onPacket, shown, TODAY } from '../support/packets.ts';
import { photograph, PLACE } from '../support/photograph.ts';
import { rowsSeen } from '../support/rows-seen.ts';
import { createWorld, perform, type World } from '../support/world.ts';

/** What the commission asked for is sent in the system (docs/decisions/073). */
let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const LATER = 'A plainly fictional text that stands for a document which was asked for.';
const change = (sql: string, values: unknown[]) => connectedAs('superuser', (client) => client.query(sql, values));
const form = (evidence: string[], more: Partial<SupplementForm> = {}): SupplementForm => ({
  evidence,
  nameSeen: false,
  sure: true,
  ...more,
});
const textOf = async (file: Response) => Buffer.from(await file.arrayBuffer()).toString();

/** A file whose secretary has asked for documents, with the letter opened by the lawyer; `also`: added to the case since. */
async function anOpenRequest(
  also: readonly ('medical_report' | 'witness_statement')[] = ['medical_report'],
  title = 'Fictional paper',
) {
  const { lawyer } = world.north.members;
  const file = await aFileUnderReview(world);
  const { caseId, packetId, fileId } = file;
  const ask = { gaps: ['medical_report' as const], text: 'Fictional request: please send the report.' };
  await onFile(world.commission.members.secretary, 'requestDocuments', fileId, (uow) =>
    requestDocuments(uow, fileId, ask),
  );
  const letterId = (await side(packetId)).letters[0]!.id;
  const open = () => onPacket(lawyer, 'readLetter', packetId, (uow) => openLetter(uow, packetId, letterId));
  await open();
  for (const evidenceType of also) {
    await onCase(lawyer, 'addEvidence', caseId, (uow) =>
      addEvidence(uow, caseId, { evidenceType, title, provenance: undefined, file: new File([LATER], 'later.txt') }),
    );
  }
  return { ...file, letterId };
}

const side = async (packetId: string) =>
  shown(await onPacket(world.north.members.lawyer, 'readPacket', packetId, (uow) => viewPacket(uow, packetId)));
const prepared = async ({ packetId, letterId }: { packetId: string; letterId: string }) =>
  shown(
    await onPacket(world.north.members.lawyer, 'sendSupplement', packetId, (uow) =>
      prepareSupplement(uow, packetId, letterId),
    ),
  );
const sending = (
  { packetId, letterId }: { packetId: string; letterId: string },
  what: SupplementForm,
  by: SignedIn = world.north.members.lawyer,
) => onPacket(by, 'sendSupplement', packetId, (uow) => sendSupplement(uow, packetId, letterId, what));
const read = async (fileId: string, member: SignedIn = world.commission.members.reviewer) =>
  shown(await onFile(member, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId)));
const piece = async (fileId: string, number: number, member: SignedIn = world.commission.members.reviewer) => {
  const query = { document: 'evidence', language: 'en', number, supplement: 1 } as const;
  return textOf(shown(await onFile(member, 'readFileCoded', fileId, (uow) => printReceived(uow, fileId, query))));
};
const openTasks = async (caseId: string) => {
  const { tasks } = shown(
    await onCase(world.north.members.caseworker, 'readCasework', caseId, (uow) => viewTasks(uow, caseId)),
  );
  return tasks.filter(({ doneAt }) => doneAt === null).map(({ kind }) => kind);
};
const notices = async (member: SignedIn, to: string) => {
  const { items } = shown(await perform(member, 'listNotifications', ownOrganisation, {}, listNotices));
  return items.filter((item) => item.to === to);
};

/** A section of the copy that this member would hand over. */
const copied = async (member: SignedIn, caseId: string, key: string) => {
  const order = { code: 'K-FIKTIV', language: 'en', asked: 'in_person' } as const;
  const copy = await onCase(member, 'makeCopy', caseId, async (uow) =>
    done(await assembleCopy(uow, caseId, order), {
      type: 'copy.asked',
      detail: { asked: 'in_person', language: 'en' },
    }),
  );
  const section = shown(copy).sections.find((each) => each.key === key);
  return section?.records.map((fields) => Object.fromEntries(fields.map((field) => [field.key, field.shown])));
};

describe('the answer to a request', { timeout: 120_000 }, () => {
  it('shows a picture to the commission without its place, and gives the file as it was sent', async () => {
    const { lawyer } = world.north.members;
    const { reviewer } = world.commission.members;
    const asked = await anOpenRequest([]);
    const original = await photograph();
    await onCase(lawyer, 'addEvidence', asked.caseId, (uow) =>
      addEvidence(uow, asked.caseId, {
        ...{ evidenceType: 'photo' as const, title: 'Fictional picture', provenance: undefined },
        file: new File([new Uint8Array(original)], 'picture.jpg'),
      }),
    );
    const { pieces } = await prepared(asked);
    await sending(asked, form([pieces[0]!.id]));
    expect((await read(asked.fileId)).supplements).toMatchObject([{ pictures: [1] }]);
    const got = async (as?: 'picture') => {
      const query = { document: 'evidence', language: 'en', number: 1, supplement: 1, as } as const;
      const answer = onFile(reviewer, 'readFileCoded', asked.fileId, (uow) => printReceived(uow, asked.fileId, query));
      return Buffer.from(await shown(await answer).arrayBuffer());
    };
    expect((await got()).equals(original)).toBe(true);
    const drawn = await got('picture');
    expect([drawn.subarray(0, 2).toString('hex'), drawn.includes(PLACE)]).toEqual(['ffd8', false]);
  });

  it('stands in the copy for the person, with what happened to each file, for who may hand that over', async () => {
    const { caseworker, lawyer } = world.north.members;
    const asked = await anOpenRequest();
    const { pieces } = await prepared(asked);
    await sending(asked, form([pieces[0]!.id], { note: 'Another paper does not exist.' }));
    const packet = await side(asked.packetId);
    expect(await copied(lawyer, asked.caseId, 'answers')).toMatchObject([
      {
        packet: packet.code,
        number: '1',
        pieces: '1',
        note: 'Another paper does not exist.',
        documents: expect.stringMatching(/Fictional paper$/) as string,
      },
    ]);
    const [newest] = (await copied(lawyer, asked.caseId, 'evidence'))!;
    const custody = newest?.['custody']?.split('\n').map((line) => line.split(' · ').slice(1).join(' · '));
    expect(new Set(custody)).toEqual(new Set(['Added', `Included in a packet · ${packet.code}`]));
    expect(await copied(caseworker, asked.caseId, 'answers')).toBeUndefined();
    expect(await copied(caseworker, asked.caseId, 'evidence')).toBeUndefined();
  });

  it('goes with the packet: the commission reads the new piece, both sides see the state, the task ends', async () => {
    const { secretary, chair, reviewer, secondReviewer } = world.commission.members;
    const asked = await anOpenRequest();
    const { caseId, packetId, fileId, letterId } = asked;
    const page = await prepared(asked);
    expect(page).toMatchObject({ answerable: true, consentActive: true });
    expect(page.pieces).toMatchObject([{ type: 'medical_report', title: 'Fictional paper', agreed: true }]);
    expect(await openTasks(caseId)).toContain('supplement');
    await sending(asked, form([page.pieces[0]!.id], { note: 'Another paper does not exist.' }));

    for (const member of [secretary, reviewer, chair]) {
      const { supplements } = await read(fileId, member);
      expect(supplements).toMatchObject([
        { number: 1, pieces: 1, closed: [], list: { note: 'Another paper does not exist.' } },
      ]);
      expect(await piece(fileId, 1, member)).toBe(LATER);
    }
    await expect(read(fileId, secondReviewer)).rejects.toThrow(NotFound);
    expect(await openTasks(caseId)).not.toContain('supplement');
    const { moments } = await side(packetId);
    expect(moments[0]).toMatchObject({ state: 'supplemented', source: 'system', on: TODAY });
    expect((await change('SELECT state FROM casework.application WHERE case_id = $1', [caseId])).rows).toEqual([
      { state: 'supplemented' },
    ]);

    const letter = shown(
      await onPacket(world.north.members.lawyer, 'readLetter', packetId, (uow) => readLetter(uow, packetId, letterId)),
    );
    // The day to answer no longer counts.
    expect(letter.letter.due).toBeNull();
    expect((await side(packetId)).letters[0]!.due).toBeNull();
    expect(letter).toMatchObject({
      mayAnswer: false,
      sent: { number: 1, pieces: 1, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const own = { document: 'evidence', language: 'en', number: 1, supplement: 1 } as const;
    expect(
      await textOf(
        shown(
          await onPacket(world.north.members.lawyer, 'readCodedDocument', packetId, (uow) =>
            printCoded(uow, packetId, own),
          ),
        ),
      ),
    ).toBe(LATER);
    const stored = await change(
      `SELECT encode(content_ct, 'escape') AS text FROM casework.packet_document WHERE packet_id = $1`,
      [packetId],
    );
    expect(JSON.stringify(stored.rows)).not.toContain('plainly fictional');
    const { rows } = await change(
      `SELECT type, consent_id IS NOT NULL AS consented, detail FROM audit.event WHERE case_id = $1 AND type = 'packet.supplemented'`,
      [caseId],
    );
    expect(rows).toMatchObject([{ consented: true, detail: { number: 1, pieces: 1, note: true } }]);
    const custody = await change(`SELECT event FROM casework.evidence_custody WHERE evidence_id = $1 ORDER BY at`, [
      page.pieces[0]!.id,
    ]);
    expect(custody.rows.map((row) => row.event)).toContain('included_in_packet');
  });

  it('is told to who asked, and shown in her list, until the secretary takes it in', async () => {
    const { secretary, reviewer } = world.commission.members;
    const asked = await anOpenRequest();
    const { fileId } = asked;
    await sending(asked, form([(await prepared(asked)).pieces[0]!.id]));
    const file = async () => shown(await onFile(secretary, 'readFile', fileId, (uow) => viewFile(uow, fileId)));
    const [notice] = await notices(secretary, `/files/${fileId}`);
    expect(notice).toMatchObject({ kind: 'documents_came', code: (await file()).number });
    expect(await file()).toMatchObject({ state: 'incomplete', came: { on: TODAY, source: 'system' } });
    const listed = async () =>
      shown(await perform(reviewer, 'listFiles', ownOrganisation, {}, listFiles)).items.find(({ id }) => id === fileId);
    expect(await listed()).toMatchObject({ came: { source: 'system' }, waiting: { since: TODAY, what: 'answer' } });
    expect((await file()).waiting).toEqual({ since: TODAY, what: 'answer' });
    await onFile(secretary, 'checkCompleteness', fileId, (uow) => markSupplemented(uow, fileId));
    expect(await file()).toMatchObject({ state: 'supplemented', came: null });
    expect(await listed()).toMatchObject({ came: null, waiting: { since: TODAY, what: 'answer' } });
    // Told once: the sender's own event and not another one of the secretary's.
    expect((await file()).moments.filter(({ state }) => state === 'supplemented')).toHaveLength(1);
  });

  it('is what a file waits for and since when; the list goes by the longest wait, decided files last', async () => {
    const { secretary } = world.commission.members;
    const asked = await anOpenRequest();
    const sent = await aFileUnderReview(world);
    const decided = await aFileUnderReview(world);
    await change(`UPDATE casework.review_file SET state = 'recognised', decided_on = $2 WHERE id = $1`, [
      decided.fileId,
      TODAY,
    ]);
    await change(`UPDATE casework.packet SET referred_at = '2026-03-01T10:00:00Z' WHERE id = $1`, [sent.packetId]);
    const event = `UPDATE casework.packet_event SET happened_on = '2026-04-02' WHERE packet_id = $1 AND state = 'incomplete'`;
    await change(event, [asked.packetId]);
    const listed = async (sort: FileListQuery['sort']) => {
      const list = await perform(secretary, 'listFiles', ownOrganisation, {}, (uow) => listFiles(uow, { sort }));
      const ours = [asked.fileId, sent.fileId, decided.fileId];
      return shown(list)
        .items.filter(({ id }) => ours.includes(id))
        .map(({ id, waiting }) => [id, waiting]);
    };
    const longest = [sent.fileId, { since: '2026-03-01', what: 'sent' }];
    const request = [asked.fileId, { since: '2026-04-02', what: 'request' }];
    expect(await listed('-waiting')).toEqual([longest, request, [decided.fileId, null]]);
    expect(await listed('waiting')).toEqual([request, longest, [decided.fileId, null]]);
    expect(FileListQuery.parse({ sort: 'name' })).toEqual({ sort: '-registered' });
    const page = shown(await onFile(secretary, 'readFile', asked.fileId, (uow) => viewFile(uow, asked.fileId)));
    expect(page).toMatchObject({ came: null, waiting: { since: '2026-04-02', what: 'request' } });
  });

  it('is given once, to an opened request, with pieces that have not gone', async () => {
    const asked = await anOpenRequest();
    const [first] = (await prepared(asked)).pieces;
    const inPacket = await change(`SELECT id FROM casework.evidence WHERE case_id = $1 AND id <> $2`, [
      asked.caseId,
      first!.id,
    ]);
    await expect(sending(asked, form([inPacket.rows[0].id]))).rejects.toMatchObject({
      fields: { evidence: ['packets:error.pieceGone'] },
    });
    await change('UPDATE casework.letter SET opened_at = NULL WHERE id = $1', [asked.letterId]);
    await expect(sending(asked, form([first!.id]))).rejects.toMatchObject({
      fields: { '': ['packets:error.notAnswerable'] },
    });
    await change('UPDATE casework.letter SET opened_at = now() WHERE id = $1', [asked.letterId]);
    await sending(asked, form([first!.id]));
    await expect(sending(asked, form([first!.id]))).rejects.toThrow(Invalid);
    expect((await prepared(asked)).pieces).toEqual([]);
  });

  it('is given to the newest request, when one before it was answered on paper', async () => {
    const { lawyer } = world.north.members;
    const { secretary } = world.commission.members;
    const asked = await anOpenRequest();
    const { packetId, fileId } = asked;
    const told = { state: 'supplemented', happenedOn: TODAY, registrationNumber: undefined } as const;
    await onPacket(lawyer, 'recordPaperProgress', packetId, (uow) => recordPaperProgress(uow, packetId, told));
    expect((await prepared(asked)).answerable).toBe(false);
    await onFile(secretary, 'checkCompleteness', fileId, (uow) => markSupplemented(uow, fileId));
    const ask = { gaps: ['other_documents' as const], text: 'Fictional request: one more, please.' };
    await onFile(secretary, 'requestDocuments', fileId, (uow) => requestDocuments(uow, fileId, ask));
    const newest = (await side(packetId)).letters[0]!.id;
    await onPacket(lawyer, 'readLetter', packetId, (uow) => openLetter(uow, packetId, newest));
    expect((await prepared(asked)).answerable).toBe(false);
    expect((await prepared({ packetId, letterId: newest })).answerable).toBe(true);
    expect((await side(packetId)).letters.map(({ due }) => due !== null)).toEqual([true, false]);
  });

  it('is nobody’s but the assigned legal officer’s, and needs something to say', async () => {
    const { caseworker, secondLawyer, supervisor } = world.north.members;
    const asked = await anOpenRequest();
    const what = form([(await prepared(asked)).pieces[0]!.id]);
    for (const member of [caseworker, supervisor])
      await expect(sending(asked, what, member)).rejects.toThrow(Forbidden);
    await expect(sending(asked, what, world.south.members.lawyer)).rejects.toThrow(NotFound);
    expect(SupplementSchema.safeParse({ evidence: [], sure: true }).success).toBe(false);
    const unseen = sending(asked, form([], { note: 'It does not exist.', sure: undefined }), secondLawyer);
    await expect(unseen).rejects.toMatchObject({ fields: { sure: ['packets:error.lookOver'] } });
    await sending(asked, form([], { note: 'It does not exist.' }), secondLawyer);
    expect((await read(asked.fileId)).supplements).toMatchObject([{ pieces: 0, list: { evidence: [] } }]);
  });

  it('is not sent with her name in it unless somebody has seen that', async () => {
    const asked = await anOpenRequest(['medical_report'], `Paper of ${NAME}`);
    const [named] = (await prepared(asked)).pieces;
    expect(named!.traces).toEqual(['name']);
    await expect(sending(asked, form([named!.id]))).rejects.toMatchObject({ fields: { nameSeen: ['tick'] } });
    await expect(sending(asked, form([], { note: `About ${NAME}, who has none.` }))).rejects.toMatchObject({
      fields: { nameSeen: ['tick'] },
    });
    await sending(asked, form([named!.id], { nameSeen: true }));
  });
});

describe('the consents of an answer', { timeout: 120_000 }, () => {
  it('are asked anew: without the one to submission nothing goes', async () => {
    const asked = await anOpenRequest();
    const what = form([(await prepared(asked)).pieces[0]!.id]);
    await change(`UPDATE casework.consent SET categories = '{contact}' WHERE id = $1`, [asked.consentId]);
    expect((await prepared(asked)).consentActive).toBe(false);
    await expect(sending(asked, what)).rejects.toThrow(Forbidden);
    expect((await change('SELECT 1 FROM casework.supplement WHERE packet_id = $1', [asked.packetId])).rowCount).toBe(0);
  });

  it('keep such a piece apart: it goes only with a consent of its own, and closes with it', async () => {
    const { caseworker } = world.north.members;
    const asked = await anOpenRequest(['witness_statement', 'medical_report']);
    const { caseId, fileId, packetId } = asked;
    const [report, paper] = (await prepared(asked)).pieces;
    expect(report).toMatchObject({ type: 'witness_statement', agreed: false });
    await expect(sending(asked, form([report!.id]))).rejects.toMatchObject({
      fields: { evidence: ['packets:error.pieceGone'] },
    });
    const consentId = await consentTo(caseworker, caseId, 'witness_contact', { givenOn: '2026-11-01' });
    await sending(asked, form([report!.id, paper!.id]));
    const { supplements } = await read(fileId);
    expect(supplements[0]!.list!.evidence).toMatchObject([
      { type: 'witness_statement', title: '' },
      { title: 'Fictional paper' },
    ]);
    expect(await piece(fileId, 1)).toBe(LATER);
    await onCase(caseworker, 'withdrawConsent', caseId, (uow) =>
      withdrawConsent(uow, caseId, rowOf('witness_contact'), { consentId, note: undefined }),
    );
    await expect(piece(fileId, 1)).rejects.toThrow(Forbidden);
    expect(await piece(fileId, 2)).toBe(LATER);
    expect((await read(fileId)).supplements[0]!.closed).toEqual([1]);
    const keys = await change(
      `SELECT 1 FROM keys.sealed_key k JOIN casework.packet_consent s ON s.id = k.subject_id WHERE s.packet_id = $1`,
      [packetId],
    );
    expect(keys.rowCount).toBe(0);
  });

  it('end all of it with the packet', async () => {
    const { caseworker, lawyer } = world.north.members;
    const asked = await anOpenRequest();
    const page = await prepared(asked);
    // She who answers sees what was asked for in words, and afterwards what she said herself.
    expect(page.words).toContain('Fictional');
    await sending(asked, form([page.pieces[0]!.id]));
    const { caseId, consentId, fileId, packetId, letterId } = asked;
    const letter = async () =>
      shown(await onPacket(lawyer, 'readLetter', packetId, (uow) => readLetter(uow, packetId, letterId))).sent;
    expect(await letter()).toMatchObject({ closed: [], list: { note: expect.any(String) } });
    await onCase(caseworker, 'withdrawConsent', caseId, (uow) =>
      withdrawConsent(uow, caseId, rowOf('commission_submission'), { consentId, note: undefined }),
    );
    await expect(piece(fileId, 1)).rejects.toThrow(Forbidden);
    expect(await letter()).toMatchObject({ closed: [1] });
    const { secretary } = world.commission.members;
    expect(await rowsSeen(secretary, 'SELECT id FROM casework.supplement WHERE packet_id = $1', [packetId])).toEqual(
      [],
    );
    expect(
      await rowsSeen(secretary, 'SELECT id FROM casework.packet_document WHERE packet_id = $1', [packetId]),
    ).toEqual([]);
  });
});

describe('a writer of the database', { timeout: 120_000 }, () => {
  it('changes no word of an answer without its being seen', async () => {
    const asked = await anOpenRequest();
    await sending(asked, form([(await prepared(asked)).pieces[0]!.id]));
    await change('UPDATE casework.supplement SET pieces = 2 WHERE packet_id = $1', [asked.packetId]);
    expect((await read(asked.fileId)).supplements).toMatchObject([{ list: null }]);
    await expect(piece(asked.fileId, 1)).rejects.toMatchObject({ name: 'Conflict' });
  });

  it('and row-level security take no document into a packet that has left, but as part of an answer while it is sent', async () => {
    const { lawyer } = world.north.members;
    const asked = await anOpenRequest();
    // In one transaction: the answer as it is sent, and then, if at all, one document more.
    const insert = (kind: string, position = 40) =>
      `INSERT INTO casework.packet_document (id, organisation_id, packet_id, kind, compartment, language, position, content_ct, row_version, supplement_id)
      SELECT gen_random_uuid(), organisation_id, id, '${kind}', 'legal', 'und', ${position}, '\\x00', 1, $2::uuid FROM casework.packet WHERE id = $1 RETURNING 1`;
    const answer = `INSERT INTO casework.supplement (id, organisation_id, case_id, packet_id, letter_id, number, pieces, manifest_sha256, sender_signature, signature_version, sent_by, sent_at)
      SELECT $2::uuid, organisation_id, case_id, id, $3::uuid, 7, 0, '\\x00', '\\x00', 1, $4::uuid, now() FROM casework.packet WHERE id = $1`;
    const whileSending = (kind: string, position?: number) => {
      const id = randomUUID();
      const first = { sql: answer, values: [asked.packetId, id, asked.letterId, lawyer.actor.id] };
      return rowsSeen(lawyer, insert(kind, position), [asked.packetId, id], first);
    };
    const refused = { code: '42501' };
    await expect(rowsSeen(lawyer, insert('supplement_evidence'), [asked.packetId, null])).rejects.toMatchObject(
      refused,
    );
    expect(await whileSending('supplement_evidence')).toHaveLength(1);
    expect(await whileSending('supplement', 7)).toHaveLength(1);
    await expect(whileSending('supplement', 8)).rejects.toMatchObject(refused);
    for (const kind of ['manifest', 'coded_packet', 'snapshot'])
      await expect(whileSending(kind), kind).rejects.toMatchObject(refused);
    await change(`UPDATE casework.consent SET categories = '{contact}' WHERE id = $1`, [asked.consentId]);
    await expect(whileSending('supplement_evidence')).rejects.toMatchObject(refused);
  });

  it('and add nothing to an answer that was sent', async () => {
    const { lawyer, secondLawyer } = world.north.members;
    const asked = await anOpenRequest();
    await sending(asked, form([(await prepared(asked)).pieces[0]!.id]));
    const { rows } = await change('SELECT id FROM casework.supplement WHERE packet_id = $1', [asked.packetId]);
    const insert = `INSERT INTO casework.packet_document (id, organisation_id, packet_id, kind, compartment, language, position, content_ct, row_version, supplement_id)
      SELECT gen_random_uuid(), organisation_id, id, 'supplement_evidence', 'legal', 'und', 41, '\\x00', 1, $2::uuid FROM casework.packet WHERE id = $1 RETURNING 1`;
    for (const member of [lawyer, secondLawyer])
      await expect(rowsSeen(member, insert, [asked.packetId, rows[0].id])).rejects.toMatchObject({ code: '42501' });
    expect((await read(asked.fileId)).supplements).toMatchObject([{ list: { note: expect.any(String) } }]);
  });

  it('makes no answer for a letter about another packet, or while she does not agree', async () => {
    const { lawyer } = world.north.members;
    const asked = await anOpenRequest();
    const other = await anOpenRequest();
    const insert = `INSERT INTO casework.supplement (id, organisation_id, case_id, packet_id, letter_id, number, pieces, manifest_sha256, sender_signature, signature_version, sent_by, sent_at)
      SELECT gen_random_uuid(), organisation_id, case_id, id, $2::uuid, 7, 0, '\\x00', '\\x00', 1, $3::uuid, now() FROM casework.packet WHERE id = $1 RETURNING 1`;
    const by = lawyer.actor.id;
    await expect(rowsSeen(lawyer, insert, [asked.packetId, other.letterId, by])).rejects.toMatchObject({
      code: '23503',
    });
    await expect(
      rowsSeen(lawyer, insert, [asked.packetId, asked.letterId, world.north.members.caseworker.actor.id]),
    ).rejects.toMatchObject({ code: '42501' });
    await change(`UPDATE casework.consent SET categories = '{contact}' WHERE id = $1`, [asked.consentId]);
    await expect(rowsSeen(lawyer, insert, [asked.packetId, asked.letterId, by])).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('an answer on paper', { timeout: 120_000 }, () => {
  it('ends the task, and who asked learns that it is on its way', async () => {
    const { secretary } = world.commission.members;
    const { caseworker } = world.north.members;
    const { caseId, packetId, fileId } = await anOpenRequest();
    const told = { state: 'supplemented', happenedOn: TODAY, registrationNumber: undefined } as const;
    await onPacket(caseworker, 'recordPaperProgress', packetId, (uow) => recordPaperProgress(uow, packetId, told));
    expect(await openTasks(caseId)).not.toContain('supplement');
    expect((await notices(secretary, `/files/${fileId}`)).map(({ kind }) => kind)).toEqual(['documents_told']);
    expect(shown(await onFile(secretary, 'readFile', fileId, (uow) => viewFile(uow, fileId)))).toMatchObject({
      came: { source: 'paper' },
    });
  });
});

describe('an answer that somebody takes out of the database', () => {
  /** A file with two answers. */
  async function answeredTwice() {
    const first = await anOpenRequest([]);
    await sending(first, form([], { note: 'Fictional first answer.' }));
    await onFile(world.commission.members.secretary, 'checkCompleteness', first.fileId, (uow) =>
      markSupplemented(uow, first.fileId),
    );
    const ask = { gaps: ['medical_report' as const], text: 'Fictional second request.' };
    await onFile(world.commission.members.secretary, 'requestDocuments', first.fileId, (uow) =>
      requestDocuments(uow, first.fileId, ask),
    );
    const letterId = (await side(first.packetId)).letters.find(({ id }) => id !== first.letterId)!.id;
    await onPacket(world.north.members.lawyer, 'readLetter', first.packetId, (uow) =>
      openLetter(uow, first.packetId, letterId),
    );
    await sending({ packetId: first.packetId, letterId }, form([], { note: 'Fictional second answer.' }));
    return first;
  }
  async function takeOut(packetId: string, number: number) {
    const of = 'SELECT id FROM casework.supplement WHERE packet_id = $1 AND number = $2';
    await change(`DELETE FROM casework.packet_document WHERE supplement_id IN (${of})`, [packetId, number]);
    await change('DELETE FROM casework.supplement WHERE packet_id = $1 AND number = $2', [packetId, number]);
  }
  const seen = async ({ packetId, fileId }: { packetId: string; fileId: string }) => [
    (await side(packetId)).answersGone,
    (await read(fileId, world.commission.members.secretary)).missing,
  ];

  it('is missed by the sender, whose log has it, and by the reader when another came after it', async () => {
    const file = await answeredTwice();
    expect(await seen(file)).toEqual([0, 0]);
    await takeOut(file.packetId, 1);
    expect(await seen(file)).toEqual([1, 1]);
    // Numbered anew, the other does not open: its number is signed.
    await change('UPDATE casework.supplement SET number = 1 WHERE packet_id = $1', [file.packetId]);
    const { supplements } = await read(file.fileId, world.commission.members.secretary);
    expect(supplements.map(({ list }) => list)).toEqual([null]);
  });

  it('as the last one is missed by the sender; not when the log’s event goes too, which the verifier of the log finds (planted)', async () => {
    const file = await answeredTwice();
    await takeOut(file.packetId, 2);
    expect(await seen(file)).toEqual([1, 0]);
    await change(
      `DELETE FROM audit.event WHERE sequence = (SELECT max(sequence) FROM audit.event WHERE case_id = $1 AND type = 'packet.supplemented')`,
      [file.caseId],
    );
    expect(await seen(file)).toEqual([0, 0]);
  });
});
