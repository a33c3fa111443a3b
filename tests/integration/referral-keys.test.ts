import { beforeAll, describe, expect, it } from 'vitest';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { openManifest, readIdentityData } from '#app/features/packets/open-packet.server.ts';
import { receivedPacket } from '#app/features/packets/received-packet.server.ts';
import { referPacket } from '#app/features/packets/refer-packet.server.ts';
import { acceptPacket } from '#app/features/review-files/accept-packet.server.ts';
import { printReceived, readCoded, readFileIdentity } from '#app/features/review-files/read-received.server.ts';
import { viewFile } from '#app/features/review-files/view-file.server.ts';
import { Conflict, Forbidden, Invalid } from '#app/kernel/errors.ts';
import { inTransaction } from '#app/kernel/unit-of-work.server.ts';
import { DirectoryError } from '#app/platform/keys/directory.server.ts';
import { createVault } from '#app/platform/keys/vault.server.ts';
import { onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { aFileUnderReview, aReadyCase, aReferredPacket, freeze, NOW, onFile, onPacket, shown } from '../support/packets.ts';
import { rowsSeen } from '../support/rows-seen.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const change = (sql: string, values: unknown[]) => connectedAs('superuser', (client) => client.query(sql, values));
const coded = { document: 'coded_packet', language: 'en', number: undefined } as const;

describe('before acceptance', { timeout: 60_000 }, () => {
  it('the commission sees the envelope: no document, no key', async () => {
    const { secretary, chair } = world.commission.members;
    const { packetId } = await aReferredPacket(world);
    expect(await rowsSeen(secretary, 'SELECT id FROM casework.packet WHERE id = $1', [packetId])).toHaveLength(1);
    for (const member of [secretary, chair]) {
      expect(await rowsSeen(member, 'SELECT id FROM casework.packet_document WHERE packet_id = $1', [packetId])).toEqual([]);
      expect(await rowsSeen(member, 'SELECT subject_id FROM keys.sealed_key WHERE subject_id = $1', [packetId])).toEqual([]);
    }
    expect((await change('SELECT 1 FROM keys.sealed_key WHERE subject_id = $1', [packetId])).rowCount).toBe(2);
  });
});

describe('after acceptance', { timeout: 60_000 }, () => {
  it('nothing of the live case opens: no row, no key', async () => {
    const { caseId } = await aFileUnderReview(world);
    for (const member of Object.values(world.commission.members)) {
      for (const table of ['case_file', 'identity_record', 'application', 'statement', 'consent', 'evidence', 'task'].map((name) => `casework.${name}`)) {
        const column = table === 'casework.case_file' ? 'id' : 'case_id';
        expect(await rowsSeen(member, `SELECT id FROM ${table} WHERE ${column} = $1`, [caseId])).toEqual([]);
      }
      expect(await rowsSeen(member, 'SELECT subject_id FROM keys.content_key WHERE subject_id = $1', [caseId])).toEqual([]);
    }
    expect((await change('SELECT 1 FROM keys.content_key WHERE subject_id = $1', [caseId])).rowCount).toBeGreaterThan(1);
  });

  it('a reviewer and a chair get no identity: neither the row nor the key, nor with the row in hand', async () => {
    const { secretary, reviewer, chair } = world.commission.members;
    const { fileId, packetId } = await aFileUnderReview(world);
    const documents = `SELECT DISTINCT compartment FROM casework.packet_document WHERE packet_id = $1 ORDER BY 1`;
    const keys = `SELECT compartment FROM keys.sealed_key WHERE subject_id = $1 ORDER BY 1`;
    expect(await rowsSeen(secretary, documents, [packetId])).toEqual([{ compartment: 'identity' }, { compartment: 'legal' }]);
    expect(await rowsSeen(secretary, keys, [packetId])).toEqual([{ compartment: 'identity_sheet' }, { compartment: 'review' }]);
    for (const member of [reviewer, chair]) {
      expect(await rowsSeen(member, documents, [packetId])).toEqual([{ compartment: 'legal' }]);
      expect(await rowsSeen(member, keys, [packetId])).toEqual([{ compartment: 'review' }]);
      await expect(onFile(member, 'readFileIdentity', fileId, (uow) => readFileIdentity(uow, fileId))).rejects.toThrow(Forbidden);
      const around = inTransaction(member, 'app', NOW, async (uow) => {
        const packet = (await receivedPacket(uow, packetId))!;
        return readIdentityData(uow, packet, await openManifest(uow, packet), 'attack');
      });
      await expect(around).rejects.toThrow();
      const subject = { kind: 'packet', id: packetId, organisationId: world.north.id } as const;
      await expect(inTransaction(member, 'app', NOW, (uow) => uow.contentKeys.get(subject, 'identity'))).rejects.toThrow(Forbidden);
      await expect(inTransaction(secretary, 'app', NOW, (uow) => uow.contentKeys.get(subject, 'identity'))).resolves.toBeTruthy();
    }
  });

  it('withdrawing the consent closes everything at once', async () => {
    const { secretary, reviewer } = world.commission.members;
    const { caseId, consentId, fileId, packetId } = await aFileUnderReview(world);
    const row = rowOf('commission_submission');
    await onCase(world.north.members.caseworker, 'withdrawConsent', caseId, (uow) => withdrawConsent(uow, caseId, row, { consentId, note: undefined }));
    await expect(onFile(reviewer, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId))).rejects.toThrow(Forbidden);
    await expect(onFile(secretary, 'readFileIdentity', fileId, (uow) => readFileIdentity(uow, fileId))).rejects.toThrow(Forbidden);
    expect(shown(await onFile(secretary, 'readFile', fileId, (uow) => viewFile(uow, fileId)))).toMatchObject({ closed: 'withdrawn', state: 'withdrawn', packet: null, moments: [] });
    for (const member of Object.values(world.commission.members)) {
      expect(await rowsSeen(member, 'SELECT id FROM casework.packet_document WHERE packet_id = $1', [packetId])).toEqual([]);
      expect(await rowsSeen(member, 'SELECT subject_id FROM keys.sealed_key WHERE subject_id = $1', [packetId])).toEqual([]);
    }
    const state = await change('SELECT state FROM casework.application WHERE case_id = $1', [caseId]);
    expect(state.rows).toEqual([{ state: 'withdrawn' }]);
  });
});

describe('a packet that was changed on the way', { timeout: 60_000 }, () => {
  const reading = (fileId: string) => onFile(world.commission.members.reviewer, 'readFileCoded', fileId, (uow) => readCoded(uow, fileId));
  const printing = (fileId: string) =>
    onFile(world.commission.members.reviewer, 'readFileCoded', fileId, (uow) => printReceived(uow, fileId, coded));

  it.each([
    ['its signature', `UPDATE casework.packet SET sender_signature = set_byte(sender_signature, 3, 7) || '' WHERE id = $1`],
    ['its sender', `UPDATE casework.packet SET frozen_by = (SELECT id FROM directory.member WHERE display_name = 'north secondLawyer' LIMIT 1) WHERE id = $1`],
    ['its manifest hash', `UPDATE casework.packet SET snapshot_sha256 = sha256('x') WHERE id = $1`],
    [
      'a document, with one of another language',
      `UPDATE casework.packet_document d SET content_ct = o.content_ct FROM casework.packet_document o
       WHERE d.packet_id = $1 AND o.packet_id = $1 AND o.language = 'sq' AND d.language IN ('en', 'und') AND o.kind = 'coded_packet' AND d.kind IN ('coded_packet', 'snapshot')`,
    ],
  ])('in %s is not shown', async (_what, sql) => {
    const { fileId, packetId } = await aFileUnderReview(world);
    expect(shown(await reading(fileId)).snapshot).not.toBeNull();
    await printing(fileId);
    expect((await change(sql, [packetId])).rowCount).toBeGreaterThan(0);
    expect(shown(await reading(fileId)).snapshot).toBeNull();
    await expect(printing(fileId)).rejects.toThrow(Conflict);
  });

  it('is not taken in', async () => {
    const { packetId } = await aReferredPacket(world);
    await change(`UPDATE casework.packet SET snapshot_sha256 = sha256('x') WHERE id = $1`, [packetId]);
    const accepting = onPacket(world.commission.members.secretary, 'acceptPacket', packetId, (uow) => acceptPacket(uow, packetId, { registrationNumber: 'n' }));
    await expect(accepting).rejects.toThrow(Invalid);
    const row = await change('SELECT accepted_at FROM casework.packet WHERE id = $1', [packetId]);
    expect(row.rows).toEqual([{ accepted_at: null }]);
  });
});

describe('a planted public key', { timeout: 60_000 }, () => {
  it('makes sealing refuse, though it would open for whoever planted it', async () => {
    const { lawyer } = world.north.members;
    const { caseId } = await aReadyCase(world);
    const packetId = await freeze(world, caseId);
    const planted = await createVault();
    const mine = [world.commission.id, 'review'];
    const { rows } = await change('SELECT public_key FROM keys.vault WHERE organisation_id = $1 AND compartment = $2', mine);
    const plant = (key: Uint8Array) => change('UPDATE keys.vault SET public_key = $3 WHERE organisation_id = $1 AND compartment = $2', [...mine, Buffer.from(key)]);
    const referring = () => onPacket(lawyer, 'referPacket', packetId, (uow) => referPacket(uow, packetId));
    await plant(planted.publicKey);
    await expect(referring()).rejects.toThrow(DirectoryError);
    expect((await change('SELECT 1 FROM keys.sealed_key WHERE subject_id = $1', [packetId])).rowCount).toBe(0);
    await plant(rows[0].public_key);
    await referring();
  });
});
