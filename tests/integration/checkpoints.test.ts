import { extractText } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { downloadCheckpoint } from '#app/features/audit/download-checkpoint.server.ts';
import { downloadLogKey } from '#app/features/audit/download-log-key.server.ts';
import { viewCheckpoints } from '#app/features/audit/view-checkpoints.server.ts';
import { viewEvents } from '#app/features/audit/view-events.server.ts';
import { hostOrganisation } from '#app/features/members/host-organisation.server.ts';
import { printCoded } from '#app/features/packets/print-document.server.ts';
import { buildRelease } from '#app/features/releases/build-release.server.ts';
import { ReleaseRefused } from '#app/features/releases/release-refused.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Redirect } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { sealEvents } from '#app/kernel/seal-events.server.ts';
import { parseCheckpoint } from '#app/platform/transparency/checkpoint.server.ts';
import { isSignedBy, parseKey, parseNote } from '#app/platform/transparency/signed-note.server.ts';
import { connectedAs } from '../support/database.ts';
import { aReadyCase, freeze, NOW, onPacket, shown } from '../support/packets.ts';
import { createWorld, perform, type World } from '../support/world.ts';

let world: World;

const seal = () => sealEvents({ now: new Date(), patienceMs: 5_000 });
const list = async (member: SignedIn, before?: string) =>
  shown(await perform(member, 'readCheckpoints', ownOrganisation, {}, (uow) => viewCheckpoints(uow, { before })));
const download = (member: SignedIn, size?: string) =>
  perform(member, 'downloadCheckpoint', ownOrganisation, {}, (uow) => downloadCheckpoint(uow, { size }));
const key = async (member: SignedIn) =>
  shown(await perform(member, 'downloadCheckpoint', ownOrganisation, {}, (uow) => downloadLogKey(uow)));

beforeAll(async () => {
  world = await createWorld(NOW);
});

describe('before the first checkpoint', () => {
  it('the page says so, and the download leads to it', async () => {
    const { auditor } = world.north.members;
    const { log, checkpoints } = await list(auditor);
    expect(log).toMatchObject({ last: null });
    expect(checkpoints).toEqual([]);
    expect(await download(auditor)).toEqual(new Redirect('/audit/checkpoints'));
  });
});

describe('an auditor', () => {
  beforeAll(async () => {
    await seal();
  });

  it.each(['north', 'south', 'commission', 'host'] as const)(
    'of %s takes a checkpoint home and checks it there',
    async (organisation) => {
      const { auditor } = world[organisation].members;
      const { log, checkpoints, key: shownKey } = await list(auditor);
      expect(checkpoints[0]).toEqual(log.last);
      const note = parseNote(await (shown(await download(auditor)) as Response).text());
      const [first] = (await (await key(auditor)).text()).split('\n');
      expect(first).toBe(shownKey);
      expect(isSignedBy(note, parseKey(first!))).toBe(true);
      expect(parseCheckpoint(note.text)).toMatchObject({ origin: 'linden/log', size: log.last!.size });
      expect(parseCheckpoint(note.text).root.toString('base64')).toBe(log.last!.root);
    },
  );

  it('sees what is not sealed yet, of her own organisation only', async () => {
    const { auditor } = world.south.members;
    await seal();
    const before = (await list(auditor)).log.unsealed;
    await list(world.north.members.auditor);
    expect((await list(auditor)).log.unsealed).toBe(before + 1);
  });

  it('leaves an event by every look and every download, under a neutral name', async () => {
    const { auditor } = world.north.members;
    const { log } = await list(auditor);
    const file = shown(await download(auditor, String(log.last!.size))) as Response;
    expect(file.headers.get('Content-Disposition')).toBe(`attachment; filename="linden-${log.last!.size}.note"`);
    const { events } = shown(
      await perform(auditor, 'readAuditTrail', ownOrganisation, {}, (uow) => viewEvents(uow, {})),
    );
    expect(events.slice(0, 2).map(({ type }) => type)).toEqual(['checkpoint.downloaded', 'checkpoints.viewed']);
  });

  it('pages through them by size, and is told when there is none of a size', async () => {
    const { auditor } = world.north.members;
    for (let count = 0; count < 31; count += 1) {
      await list(auditor);
      await seal();
    }
    const first = await list(auditor);
    expect(first.checkpoints).toHaveLength(30);
    const second = await list(auditor, first.next!);
    expect(second.checkpoints[0]!.size).toBeLessThan(first.checkpoints.at(-1)!.size);
    await expect(download(auditor, '999999')).rejects.toBeInstanceOf(NotFound);
  });

  it('is alone with it: every other role is told that there is nothing', async () => {
    const { caseworker, supervisor, custodian, approver, lawyer } = world.north.members;
    const others = [caseworker, supervisor, custodian, approver, lawyer, world.undp.members.analyst];
    for (const member of [...others, world.host.members.operator]) {
      await expect(list(member)).rejects.toBeInstanceOf(NotFound);
      await expect(download(member)).rejects.toBeInstanceOf(NotFound);
    }
  });
});

describe('a packet', { timeout: 60_000 }, () => {
  it('is printed with the newest checkpoint, so that the paper can be held against the log', async () => {
    const { lawyer } = world.north.members;
    const { caseId } = await aReadyCase(world);
    await seal();
    const [newest] = await connectedAs('superuser', async (client) => {
      const { rows } = await client.query('SELECT size, root FROM audit.checkpoint ORDER BY size DESC LIMIT 1');
      return rows as { size: string; root: Buffer }[];
    });
    const packetId = await freeze(world, caseId);
    const asked = { document: 'coded_packet', language: 'en', number: undefined } as const;
    const pdf = shown(await onPacket(lawyer, 'readCodedDocument', packetId, (uow) => printCoded(uow, packetId, asked)));
    const { text } = await extractText(new Uint8Array(await pdf.arrayBuffer()), { mergePages: true });
    const printed = text.replace(/\s/g, '');
    expect(printed).toContain(newest!.root.toString('base64'));
    expect(printed).toContain(`${Number(newest!.size).toLocaleString('en')}events`);
  });
});

describe('a release that is built on the server', () => {
  it('is recorded in the host’s name, so that the host’s auditor sees it', async () => {
    const host = await hostOrganisation();
    expect(host).toBe(world.host.id);
    await connectedAs('superuser', (client) =>
      client.query(`INSERT INTO statistics.fact (id, organisation_id, indicator, quarter, district, sex, age_band, age_at_time,
          community, service_group, capability, person_key)
        SELECT gen_random_uuid(), '${world.north.id}', 'persons_served_new', q, 'peja', 'female', '40-49', '18-29', 'other',
          'legal', 'legal_aid', substring(sha256(n::text::bytea) FROM 1 FOR 8) FROM generate_series(1, 40) n, unnest(ARRAY['2026Q1', '2026Q2']) q`),
    );
    await connectedAs('superuser', (client) =>
      client.query(`INSERT INTO statistics.total_approval VALUES ('${world.north.id}', '2026H1', $1, now())`, [
        world.north.members.approver.actor.id,
      ]),
    );
    const order = { builtBy: { memberId: null, organisationId: host! }, now: NOW };
    await buildRelease('2026H1', order).catch((error: unknown) => {
      throw error instanceof ReleaseRefused ? new Error(error.reason) : error;
    });
    const { auditor } = world.host.members;
    const { events } = shown(
      await perform(auditor, 'readAuditTrail', ownOrganisation, {}, (uow) =>
        viewEvents(uow, { type: 'release.published' }),
      ),
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ actorId: null, type: 'release.published' });
  });
});
