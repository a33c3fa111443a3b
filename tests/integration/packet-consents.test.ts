import { beforeAll, describe, expect, it } from 'vitest';
import { rowOf, type ConsentPurpose } from '#app/features/consents/consent.schema.ts';
import { viewConsentRow } from '#app/features/consents/view-consent-row.server.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { preparePacket } from '#app/features/packets/prepare-packet.server.ts';
import { printCoded } from '#app/features/packets/print-document.server.ts';
import { referPacket } from '#app/features/packets/refer-packet.server.ts';
import { viewPacket } from '#app/features/packets/view-packet.server.ts';
import { acceptPacket } from '#app/features/review-files/accept-packet.server.ts';
import { listInbox } from '#app/features/review-files/list-inbox.server.ts';
import { printReceived, readCoded, readFileIdentity } from '#app/features/review-files/read-received.server.ts';
import { viewFile } from '#app/features/review-files/view-file.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { consentTo, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { accept, ADDRESS, aFileUnderReview, aReadyCase, aReferredPacket, freeze, NAME, NOW, onFile, onPacket, PIECE_TEXT, PIECE_TITLE, shown, STORY } from '../support/packets.ts';
import { rowsSeen } from '../support/rows-seen.ts';
import { createWorld, perform, type World } from '../support/world.ts';

/** What a packet stands on, and that it stops when any of it ends (docs/decisions/065). */
let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const change = (sql: string, values: unknown[]) => connectedAs('superuser', (client) => client.query(sql, values));
const withdraw = (caseId: string, purpose: ConsentPurpose, consentId: string) =>
  onCase(world.north.members.caseworker, 'withdrawConsent', caseId, (uow) => withdrawConsent(uow, caseId, rowOf(purpose), { consentId, note: undefined }));
const consentPage = async (caseId: string, purpose: ConsentPurpose) =>
  shown(await onCase(world.north.members.caseworker, 'readConsents', caseId, (uow) => viewConsentRow(uow, caseId, rowOf(purpose))));
const evidence = (number: number) => ({ document: 'evidence', language: 'en', number }) as const;
const textOf = async (file: Response) => Buffer.from(await file.arrayBuffer()).toString();
/** Piece 1 is the fictional note, piece 2 the one with a consent of its own. */
const received = async (fileId: string, number: number, member: SignedIn = world.commission.members.reviewer, now?: Date) =>
  textOf(shown(await onFile(member, 'readFileCoded', fileId, (uow) => printReceived(uow, fileId, evidence(number)), now)));
const printed = async (packetId: string, number: number) =>
  textOf(shown(await onPacket(world.north.members.lawyer, 'readCodedDocument', packetId, (uow) => printCoded(uow, packetId, evidence(number)))));
const coded = (fileId: string, now?: Date) =>
  onFile(world.commission.members.reviewer, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId), now);
const identity = (fileId: string, now?: Date) =>
  onFile(world.commission.members.secretary, 'readFileIdentity', fileId, (uow) => readFileIdentity(uow, fileId), now);
const narrative = async (fileId: string) => shown(await coded(fileId)).snapshot?.narrative;
const sealedKeys = async (packetId: string) =>
  (await change(`SELECT subject_kind FROM keys.sealed_key WHERE subject_id = $1 OR subject_id IN (SELECT id FROM casework.packet_consent WHERE packet_id = $1)`, [packetId])).rows;

describe.each([
  ['psychological_report', 'psychological_report'],
  ['witness_contact', 'witness_statement'],
] as const)('withdrawing the consent to %s', (purpose, type) => {
  it('closes that piece to everybody at once, and nothing else', { timeout: 120_000 }, async () => {
    const { secretary, reviewer, chair } = world.commission.members;
    const { caseId, packetId, fileId, consents } = await aFileUnderReview(world, { evidence: [type] });
    expect(await received(fileId, 2)).toBe(PIECE_TEXT);
    expect(await printed(packetId, 2)).toBe(PIECE_TEXT);
    await withdraw(caseId, purpose, consents[type]!);

    for (const member of [secretary, reviewer, chair]) await expect(received(fileId, 2, member)).rejects.toThrow(Forbidden);
    await expect(printed(packetId, 2)).rejects.toThrow(Forbidden);
    expect(await received(fileId, 1)).toBe('A fictional note.');
    expect(await printed(packetId, 1)).toBe('A fictional note.');
    const page = shown(await coded(fileId));
    expect(page.snapshot?.narrative).toBe(STORY);
    expect(JSON.stringify(page.snapshot)).not.toContain(PIECE_TITLE);
    expect(page.closed).toEqual([2]);
    const { answers } = await consentPage(caseId, purpose);
    expect(answers[0]?.recipients).toMatchObject([{ part: true, organisation: expect.stringContaining('commission'), inSystem: '2026-11-23' }]);

    const sql = `SELECT kind FROM casework.packet_document WHERE packet_id = $1 AND packet_consent_id IS NOT NULL`;
    for (const member of [secretary, reviewer, chair, world.north.members.lawyer]) expect(await rowsSeen(member, sql, [packetId])).toEqual([]);
    expect((await change(sql, [packetId])).rowCount).toBe(1);
    expect((await sealedKeys(packetId)).map((key) => key.subject_kind)).toEqual(['packet', 'packet']);
    const state = await change('SELECT state FROM casework.application WHERE case_id = $1', [caseId]);
    expect(state.rows).toEqual([{ state: 'handed_over' }]);
  });

  it('before the packet is sent leaves the piece behind', { timeout: 120_000 }, async () => {
    const { caseId, consents } = await aReadyCase(world, { evidence: [type] });
    const packetId = await freeze(world, caseId);
    await withdraw(caseId, purpose, consents[type]!);
    await onPacket(world.north.members.lawyer, 'referPacket', packetId, (uow) => referPacket(uow, packetId));
    const fileId = await accept(world, packetId);
    const { secretary } = world.commission.members;
    await expect(received(fileId, 2, secretary)).rejects.toThrow(Forbidden);
    expect(await received(fileId, 1, secretary)).toBe('A fictional note.');
    expect(await sealedKeys(packetId)).toHaveLength(2);
    // A later yes is for later packets.
    await consentTo(world.north.members.caseworker, caseId, purpose);
    await expect(received(fileId, 2, secretary)).rejects.toThrow(Forbidden);
  });

  it('before freezing leaves the piece out, and does not stop the application', { timeout: 120_000 }, async () => {
    const { caseId, consents } = await aReadyCase(world, { evidence: [type] });
    await withdraw(caseId, purpose, consents[type]!);
    const page = shown(await onCase(world.north.members.lawyer, 'freezePacket', caseId, (uow) => preparePacket(uow, caseId), NOW));
    expect(page).toMatchObject({ gaps: [], evidence: 1, leftOut: 1 });
    await freeze(world, caseId);
  });
});

describe('the keys of what was withdrawn', () => {
  it('are gone: a moment taken out of the row opens nothing, as it would with the keys put back', { timeout: 120_000 }, async () => {
    const { caseId, consentId, packetId, fileId } = await aFileUnderReview(world);
    const kept = (await change('SELECT row_to_json(k) AS row FROM keys.sealed_key k WHERE subject_id = $1', [packetId])).rows;
    expect(kept).toHaveLength(2);
    await withdraw(caseId, 'commission_submission', consentId);
    expect(await sealedKeys(packetId)).toEqual([]);

    const plant = async () => {
      await change('UPDATE casework.packet SET withdrawn_at = NULL WHERE id = $1', [packetId]);
      await change('UPDATE casework.packet_consent SET withdrawn_at = NULL WHERE packet_id = $1', [packetId]);
    };
    await plant();
    expect(shown(await coded(fileId)).snapshot).toBeNull();
    expect(shown(await identity(fileId)).snapshot).toBeNull();
    for (const { row } of kept) await change('INSERT INTO keys.sealed_key SELECT * FROM json_populate_record(NULL::keys.sealed_key, $1)', [JSON.stringify(row)]);
    expect(await narrative(fileId)).toBe(STORY);
    expect(shown(await identity(fileId)).snapshot?.name).toBe(NAME);
  });

  it('of one piece are gone too', { timeout: 120_000 }, async () => {
    const { caseId, packetId, fileId, consents } = await aFileUnderReview(world, { evidence: ['psychological_report'] });
    await withdraw(caseId, 'psychological_report', consents.psychological_report!);
    await change('UPDATE casework.packet_consent SET withdrawn_at = NULL WHERE packet_id = $1', [packetId]);
    await expect(received(fileId, 2)).rejects.toThrow(Conflict);
    expect(await received(fileId, 1)).toBe('A fictional note.');
  });

  it('are deleted by nobody while the packet is under way', { timeout: 120_000 }, async () => {
    const { packetId } = await aReferredPacket(world);
    const { lawyer, caseworker } = world.north.members;
    for (const member of [lawyer, caseworker, world.south.members.lawyer, world.commission.members.secretary]) {
      expect(await rowsSeen(member, 'DELETE FROM keys.sealed_key WHERE subject_id = $1 RETURNING 1', [packetId])).toEqual([]);
    }
    expect(await sealedKeys(packetId)).toHaveLength(2);
  });
});

describe('a consent that covers less than its purpose needs', () => {
  const contact = { categories: ['contact'] as const, lessAgreed: true };
  const narrow = { ...contact, categories: [...contact.categories] };

  it('is recorded only as a clear choice', { timeout: 60_000 }, async () => {
    const { caseId } = await aReadyCase(world, { without: 'consent' });
    const { caseworker } = world.north.members;
    const silently = consentTo(caseworker, caseId, 'commission_submission', { ...narrow, lessAgreed: false });
    await expect(silently).rejects.toMatchObject({ fields: { lessAgreed: ['consents:error.tooNarrow'] } });
    await consentTo(caseworker, caseId, 'commission_submission', narrow);
    const { answers } = await consentPage(caseId, 'commission_submission');
    expect(answers[0]).toMatchObject({ state: 'narrow', missing: ['identity', 'statement', 'evidence'] });
    // A fuller yes takes its place without a withdrawal in between.
    await consentTo(caseworker, caseId, 'commission_submission');
    expect((await consentPage(caseId, 'commission_submission')).answers[0]).toMatchObject({ state: 'given', missing: [] });
  });

  it('freezes nothing, and the page says why', { timeout: 60_000 }, async () => {
    const { caseId } = await aReadyCase(world, { submission: narrow });
    await expect(freeze(world, caseId)).rejects.toThrow(Invalid);
    const page = shown(await onCase(world.north.members.lawyer, 'freezePacket', caseId, (uow) => preparePacket(uow, caseId), NOW));
    expect(page.gaps).toEqual(['consent_scope']);
  });

  it('stops a packet that was frozen before it was narrowed', { timeout: 60_000 }, async () => {
    const { lawyer } = world.north.members;
    const { caseId, consentId } = await aReadyCase(world);
    const packetId = await freeze(world, caseId);
    await change(`UPDATE casework.consent SET categories = '{contact}' WHERE id = $1`, [consentId]);
    await expect(onPacket(lawyer, 'referPacket', packetId, (uow) => referPacket(uow, packetId))).rejects.toThrow(Forbidden);
    await expect(printed(packetId, 1)).rejects.toThrow(Forbidden);
  });
});

describe('how to reach her', () => {
  const withContact = ['identity', 'statement', 'evidence', 'contact'] as const;
  const sheet = async (fileId: string) => shown(await identity(fileId)).snapshot;

  it('reaches the commission only when the consent to the submission names it; the year of birth always does', { timeout: 120_000 }, async () => {
    expect(await sheet(await accept(world, (await aReferredPacket(world)).packetId))).toMatchObject({ name: NAME, birth_date: '1960', contact: 'not_agreed', address: null, phones: [], safe_contact: [] });
    const open = await aReferredPacket(world, { submission: { categories: [...withContact] } });
    expect(await sheet(await accept(world, open.packetId))).toMatchObject({ birth_date: '1960', contact: 'agreed', address: ADDRESS, phones: [{ number: '044 000 000', note: 'mornings' }], safe_contact: ['mornings'] });
  });

  it('is said to the lawyer before the packet is fixed', { timeout: 60_000 }, async () => {
    const { caseId } = await aReadyCase(world);
    expect(shown(await onCase(world.north.members.lawyer, 'freezePacket', caseId, (uow) => preparePacket(uow, caseId), NOW)).contactAgreed).toBe(false);
  });

  it('stays closed in a fixed packet when she agrees again, but no longer to that', { timeout: 120_000 }, async () => {
    const { lawyer, caseworker } = world.north.members;
    const { caseId } = await aReadyCase(world, { expiresOn: '2026-11-23', submission: { categories: [...withContact] } });
    const packetId = await freeze(world, caseId);
    await consentTo(caseworker, caseId, 'commission_submission', { givenOn: '2026-11-20' }, new Date('2026-11-24T10:00:00Z'));
    await expect(onPacket(lawyer, 'referPacket', packetId, (uow) => referPacket(uow, packetId), new Date('2026-11-24T11:00:00Z'))).rejects.toThrow(Forbidden);
  });
});

describe('a consent that ran out', () => {
  // Ahead of the database's own clock, and of the tests'.
  const last = new Date(Math.max(Date.now(), NOW.getTime()) + 7 * 86_400_000);
  const LAST = isoDate(last);
  const AFTER = new Date(last.getTime() + 86_400_000);
  const yesterday = `(now() AT TIME ZONE 'Europe/Belgrade')::date - 1`;
  const expire = async (caseId: string) => {
    await change(`UPDATE casework.consent SET expires_on = ${yesterday} WHERE case_id = $1 AND purpose = 'commission_submission'`, [caseId]);
    await change(`UPDATE casework.packet_consent SET expires_on = ${yesterday} WHERE case_id = $1`, [caseId]);
    await change(`UPDATE casework.packet SET expires_on = ${yesterday} WHERE case_id = $1`, [caseId]);
  };

  it('lets the packet neither be accepted nor be seen', { timeout: 120_000 }, async () => {
    const { secretary } = world.commission.members;
    const { caseId, packetId } = await aReferredPacket(world, { expiresOn: LAST });
    expect((await change('SELECT expires_on::text FROM casework.packet WHERE id = $1', [packetId])).rows).toEqual([{ expires_on: LAST }]);
    const accepting = (now?: Date) =>
      onPacket(secretary, 'acceptPacket', packetId, (uow) => acceptPacket(uow, packetId, { registrationNumber: '7/26' }), now);
    await expect(accepting(AFTER)).rejects.toThrow(NotFound);
    const inbox = async (now?: Date) => shown(await perform(secretary, 'listInbox', ownOrganisation, {}, listInbox, now)).items.map(({ id }) => id);
    expect(await inbox()).toContain(packetId);
    expect(await inbox(AFTER)).not.toContain(packetId);
    const UPDATE = 'UPDATE casework.packet SET accepted_at = now() WHERE id = $1 RETURNING 1';
    expect(await rowsSeen(secretary, UPDATE, [packetId])).toHaveLength(1);
    await expire(caseId);
    await expect(accepting()).rejects.toThrow(NotFound);
    expect(await rowsSeen(secretary, UPDATE, [packetId])).toEqual([]);
  });

  it('closes the file until she agrees again', { timeout: 120_000 }, async () => {
    const { secretary, reviewer } = world.commission.members;
    const { caseId, packetId, fileId } = await aFileUnderReview(world, { expiresOn: LAST });
    await coded(fileId);
    await expect(coded(fileId, AFTER)).rejects.toThrow(Forbidden);
    await expect(identity(fileId, AFTER)).rejects.toThrow(Forbidden);
    await expire(caseId);
    await expect(coded(fileId)).rejects.toThrow(Forbidden);
    await expect(identity(fileId)).rejects.toThrow(Forbidden);
    for (const member of [secretary, reviewer]) {
      expect(await rowsSeen(member, 'SELECT id FROM casework.packet WHERE id = $1', [packetId])).toEqual([]);
      expect(await rowsSeen(member, 'SELECT id FROM casework.packet_document WHERE packet_id = $1', [packetId])).toEqual([]);
      expect(await rowsSeen(member, 'SELECT subject_id FROM keys.sealed_key WHERE subject_id = $1', [packetId])).toEqual([]);
    }
    expect(shown(await onFile(secretary, 'readFile', fileId, (uow) => viewFile(uow, fileId)))).toMatchObject({ closed: 'expired', packet: null, state: 'under_review' });
    const side = shown(await onPacket(world.north.members.lawyer, 'readPacket', packetId, (uow) => viewPacket(uow, packetId), AFTER));
    expect(side).toMatchObject({ expired: true, may: { open: false } });

    await consentTo(world.north.members.caseworker, caseId, 'commission_submission');
    expect(await narrative(fileId)).toBe(STORY);
    expect((await consentPage(caseId, 'commission_submission')).answers.map(({ recipients }) => recipients.length)).toEqual([1, 1]);
  });

  it('and was given anew stops with the newer one', { timeout: 120_000 }, async () => {
    const { caseId, packetId, fileId } = await aFileUnderReview(world, { expiresOn: LAST });
    await expire(caseId);
    const newer = await consentTo(world.north.members.caseworker, caseId, 'commission_submission');
    await withdraw(caseId, 'commission_submission', newer);
    await expect(coded(fileId)).rejects.toThrow(Forbidden);
    await expect(identity(fileId)).rejects.toThrow(Forbidden);
    expect(await sealedKeys(packetId)).toEqual([]);
    expect((await change('SELECT state FROM casework.packet WHERE id = $1', [packetId])).rows).toEqual([{ state: 'withdrawn' }]);
    const { answers } = await consentPage(caseId, 'commission_submission');
    expect(answers.map(({ recipients }) => recipients.length)).toEqual([1, 1]);
  });
});

describe('row-level security of what a packet stands on', () => {
  it('takes no consent that is withdrawn, refused, narrow or of another purpose, and gives none back', { timeout: 120_000 }, async () => {
    const { lawyer, caseworker } = world.north.members;
    const { caseId, packetId, consents } = await aReferredPacket(world, { evidence: ['psychological_report'] });
    const again = await consentTo(caseworker, caseId, 'witness_contact');
    const insert = `INSERT INTO casework.packet_consent (id, organisation_id, case_id, packet_id, consent_id, purpose, own_key, recorded_at)
      SELECT gen_random_uuid(), organisation_id, case_id, $1, id, $3, false, now() FROM casework.consent WHERE id = $2 RETURNING 1`;
    expect(await rowsSeen(lawyer, insert, [packetId, again, 'witness_contact'])).toHaveLength(1);
    await expect(rowsSeen(lawyer, insert, [packetId, again, 'commission_submission'])).rejects.toMatchObject({ code: '42501' });
    await change(`UPDATE casework.consent SET categories = '{statement}' WHERE id = $1`, [again]);
    await expect(rowsSeen(lawyer, insert, [packetId, again, 'witness_contact'])).rejects.toMatchObject({ code: '42501' });
    await change(`UPDATE casework.consent SET categories = '{contact}' WHERE id = $1`, [again]);
    await withdraw(caseId, 'witness_contact', again);
    await expect(rowsSeen(lawyer, insert, [packetId, again, 'witness_contact'])).rejects.toMatchObject({ code: '42501' });

    await withdraw(caseId, 'psychological_report', consents.psychological_report!);
    const undo = `UPDATE casework.packet_consent SET withdrawn_at = NULL WHERE packet_id = $1 RETURNING 1`;
    for (const member of [lawyer, world.commission.members.secretary]) {
      expect(await rowsSeen(member, undo, [packetId]).catch((error: { code: string }) => error.code)).toEqual(member === lawyer ? '42501' : []);
    }
    expect(await rowsSeen(lawyer, 'UPDATE casework.consent SET withdrawn_at = NULL WHERE id = $1 RETURNING 1', [consents.psychological_report])).toEqual([]);
  });

  it('seals no key of a packet without its consents', { timeout: 120_000 }, async () => {
    const { lawyer } = world.north.members;
    const { caseId, consentId } = await aReadyCase(world);
    const packetId = await freeze(world, caseId);
    const seal = `INSERT INTO keys.sealed_key (organisation_id, recipient_organisation_id, subject_kind, subject_id, compartment, epoch, content_epoch, sealed_key_ct, created_at)
      VALUES ($1, $2, 'packet', $3, 'review', 1, 1, '\\x00', now())`;
    const values = [world.north.id, world.commission.id, packetId];
    await rowsSeen(lawyer, seal, values);
    await expect(rowsSeen(lawyer, seal, [world.north.id, world.south.id, packetId])).rejects.toMatchObject({ code: '42501' });
    await change(`UPDATE casework.consent SET withdrawn_at = now() WHERE id = $1`, [consentId]);
    await expect(rowsSeen(lawyer, seal, values)).rejects.toMatchObject({ code: '42501' });
  });
});
