import { beforeAll, describe, expect, it } from 'vitest';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { preparePacket } from '#app/features/packets/prepare-packet.server.ts';
import { printCoded, printSheet } from '#app/features/packets/print-document.server.ts';
import { recordHandover } from '#app/features/packets/record-handover.server.ts';
import { recordPaperProgress } from '#app/features/packets/record-paper-progress.server.ts';
import { referPacket } from '#app/features/packets/refer-packet.server.ts';
import { viewPacket } from '#app/features/packets/view-packet.server.ts';
import { viewTasks } from '#app/features/tasks/view-tasks.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { aReadyCase, freeze, NOW, onPacket, shown, STORY, TODAY } from '../support/packets.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(NOW);
});

const withdraw = (caseId: string, consentId: string) =>
  onCase(world.north.members.caseworker, 'withdrawConsent', caseId, (uow) =>
    withdrawConsent(uow, caseId, rowOf('commission_submission'), { consentId, note: undefined }),
  );
const seen = async (packetId: string, member = world.north.members.lawyer) =>
  shown(await onPacket(member, 'readPacket', packetId, (uow) => viewPacket(uow, packetId)));
const coded = { document: 'coded_packet', language: 'en', number: undefined } as const;

describe('freezing', { timeout: 60_000 }, () => {
  it('needs an active consent to submission: none, withdrawn and expired are refused', async () => {
    const without = await aReadyCase(world, { without: 'consent' });
    await expect(freeze(world, without.caseId)).rejects.toThrow(Invalid);
    const withdrawn = await aReadyCase(world);
    await withdraw(withdrawn.caseId, withdrawn.consentId);
    await expect(freeze(world, withdrawn.caseId)).rejects.toThrow(Invalid);
    const expired = await aReadyCase(world, { expiresOn: '2026-11-22' });
    await expect(freeze(world, expired.caseId)).rejects.toThrow(Invalid);
    const last = await aReadyCase(world, { expiresOn: TODAY });
    await expect(freeze(world, last.caseId)).resolves.toMatch(/^[0-9a-f-]{36}$/);
  });

  it('needs a reviewed application and an approved statement', async () => {
    const unreviewed = await aReadyCase(world, { without: 'review' });
    await expect(freeze(world, unreviewed.caseId)).rejects.toThrow(Forbidden);
    const unspoken = await aReadyCase(world, { without: 'statement' });
    await expect(freeze(world, unspoken.caseId)).rejects.toThrow(Invalid);
  });

  it('stops once at a name in a text that reviewers read', async () => {
    const { caseId } = await aReadyCase(world, { story: `${STORY} They called Zamirën.` });
    await expect(freeze(world, caseId)).rejects.toMatchObject({ fields: { nameSeen: ['tick'] } });
    await expect(freeze(world, caseId, { language: 'en', nameSeen: true })).resolves.toBeTruthy();
  });

  it('stops once at whatever else says who she is, and keeps that it looked', async () => {
    const { lawyer } = world.north.members;
    const { caseId } = await aReadyCase(world, { story: `${STORY} It was 044-000 000.` });
    await expect(freeze(world, caseId)).rejects.toMatchObject({ fields: { nameSeen: ['tick'] } });
    const page = shown(await onCase(lawyer, 'freezePacket', caseId, (uow) => preparePacket(uow, caseId), NOW));
    expect(page.tracesFoundIn).toEqual([{ text: 'narrative', traces: ['phone'] }]);
    const events = await connectedAs('superuser', (client) =>
      client.query(`SELECT action, outcome, detail -> 'revealed' ->> 'identity_record.phone' AS phone FROM audit.event WHERE type = 'form.invalid' AND case_id = $1`, [caseId]),
    );
    expect(events.rows).toEqual([{ action: 'freezePacket', outcome: 'failed', phone: '1' }]);
    await expect(freeze(world, caseId, { language: 'en', nameSeen: true })).resolves.toBeTruthy();
  });

  it('stores nothing readable, and no hash of an identity or of evidence', async () => {
    const { caseId } = await aReadyCase(world);
    const packetId = await freeze(world, caseId);
    const rows = await connectedAs('superuser', (client) =>
      client.query(`SELECT kind, sha256, encode(content_ct, 'escape') AS text FROM casework.packet_document WHERE packet_id = $1`, [packetId]),
    );
    expect(rows.rows.map((row) => row.kind).sort()).toEqual(
      ['manifest', 'snapshot', 'identity_data', 'evidence', ...['coded_packet', 'receipt', 'identity_sheet'].flatMap((kind) => [kind, kind, kind])].sort(),
    );
    for (const row of rows.rows) {
      expect(row.text).not.toContain('fictional');
      expect(row.text).not.toContain('%PDF-');
      expect(row.sha256 !== null).toBe(row.kind === 'coded_packet' || row.kind === 'receipt');
    }
  });
});

describe('the paper way', { timeout: 60_000 }, () => {
  it('carries the whole procedure alone: print, hand over, register, decide, remedy', async () => {
    const { lawyer, caseworker } = world.north.members;
    const { caseId } = await aReadyCase(world);
    const packetId = await freeze(world, caseId);
    const pdf = shown(await onPacket(lawyer, 'readCodedDocument', packetId, (uow) => printCoded(uow, packetId, coded)));
    expect(pdf.headers.get('Content-Disposition')).toMatch(/^inline; filename="P-[0-9A-Z]{6}-1-(sq|sr|en)\.pdf"$/);
    expect(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-');
    const sheet = shown(await onPacket(lawyer, 'readIdentityDocument', packetId, (uow) => printSheet(uow, packetId, 'sq')));
    expect(Buffer.from(await sheet.arrayBuffer()).length).toBeGreaterThan(1000);
    await expect(onPacket(caseworker, 'readCodedDocument', packetId, (uow) => printCoded(uow, packetId, coded))).rejects.toThrow(Forbidden);

    const handover = { handedOverOn: TODAY, route: 'secretariat', receivedBy: 'Fictional Clerk' } as const;
    await onPacket(caseworker, 'recordHandover', packetId, (uow) => recordHandover(uow, packetId, handover));
    await expect(onPacket(caseworker, 'recordHandover', packetId, (uow) => recordHandover(uow, packetId, handover))).rejects.toThrow(Conflict);
    const progress = (state: 'registered' | 'rejected' | 'supplemented') =>
      onPacket(caseworker, 'recordPaperProgress', packetId, (uow) =>
        recordPaperProgress(uow, packetId, { state, happenedOn: TODAY, registrationNumber: '17/26' }),
      );
    await expect(progress('supplemented')).rejects.toThrow(Invalid);
    await progress('registered');
    await progress('rejected');
    const page = await seen(packetId, caseworker);
    expect(page).toMatchObject({ stands: 'rejected', registration: { number: '17/26' }, handedOver: { receivedBy: 'Fictional Clerk' }, documents: [] });
    expect(page.moments.map((moment) => moment.state)).toEqual(['rejected', 'registered', 'handed_over']);
    expect(page.moments[0]).toMatchObject({ source: 'paper', due: { on: '2026-12-23', verified: false } });
    const tasks = shown(await onCase(caseworker, 'readCasework', caseId, (uow) => viewTasks(uow, caseId)));
    expect(JSON.stringify(tasks)).toContain('"remedy"');
  });
});

describe('withdrawing the consent', { timeout: 60_000 }, () => {
  it('stops printing, handing over and referring at once', async () => {
    const { lawyer } = world.north.members;
    const { caseId, consentId } = await aReadyCase(world);
    const packetId = await freeze(world, caseId);
    await withdraw(caseId, consentId);
    expect(await seen(packetId)).toMatchObject({ stands: 'withdrawn', may: { open: false, refer: false, handOver: false } });
    await expect(onPacket(lawyer, 'readCodedDocument', packetId, (uow) => printCoded(uow, packetId, coded))).rejects.toThrow(Forbidden);
    await expect(onPacket(lawyer, 'referPacket', packetId, (uow) => referPacket(uow, packetId))).rejects.toThrow(Forbidden);
  });

  it('that expired stops a referral too, checked in the transaction that refers', async () => {
    const { lawyer } = world.north.members;
    const { caseId } = await aReadyCase(world, { expiresOn: TODAY });
    const packetId = await freeze(world, caseId);
    const tomorrow = new Date('2026-11-24T10:00:00Z');
    await expect(onPacket(lawyer, 'referPacket', packetId, (uow) => referPacket(uow, packetId), tomorrow)).rejects.toThrow(Forbidden);
    await expect(onPacket(lawyer, 'readIdentityDocument', packetId, (uow) => printSheet(uow, packetId, 'en'), tomorrow)).rejects.toThrow(Forbidden);
  });
});

describe('a packet of another organisation', { timeout: 60_000 }, () => {
  it('does not exist', async () => {
    const { caseId } = await aReadyCase(world);
    const packetId = await freeze(world, caseId);
    for (const member of [world.south.members.lawyer, world.commission.members.secretary]) {
      await expect(seen(packetId, member)).rejects.toThrow(NotFound);
    }
  });
});
