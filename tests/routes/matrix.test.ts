import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { Role } from '#app/kernel/roles.ts';
import { assignCase } from '#app/features/cases/change-team.server.ts';
import { openCase } from '#app/features/cases/open-case.server.ts';
import { routeTable, type RouteEntry } from '../../scripts/routes/route-table.ts';
import { connectedAs } from '../support/database.ts';
import { onCase } from '../support/casework.ts';
import { cookieOf, send, startServer, type RunningServer } from '../support/running-server.ts';
import { aFileUnderReview, aReadyCase, freeze } from '../support/packets.ts';
import { CAST, createWorld, locationOf, perform, type World } from '../support/world.ts';
import { EXPECTED, expected, type Answer, type Relation, type Rule } from './expected.ts';

/**
 * Every route × method × intent, asked by every member of the cast and by nobody, about a case she works on, one that she
 * does not work on, a closed one and one that does not exist; members of the other organisations ask about the same ones.
 * A post carries its intent and no other field: who is allowed is told that the form is not valid, and nothing changes.
 */
const CASES = ['assigned', 'unassigned', 'closed', 'absent'] as const;
/** `accepted`: registered and under review; `frozen`: it has not left; `withdrawn`: referred, then the consent ended. */
const PACKETS = ['accepted', 'frozen', 'withdrawn', 'absent'] as const;
/** One reviewer has declared that she has no conflict, the second has not declared yet. */
const FILES = ['reviewed', 'absent'] as const;
/** A caseworker and a custodian of the north, and nobody. */
const MEMBERS = ['colleague', 'custodian', 'absent'] as const;
type Target =
  (typeof CASES)[number] | (typeof PACKETS)[number] | (typeof FILES)[number] | (typeof MEMBERS)[number] | 'none';
/** Unlikely words in what may not be shown. */
const CANARY = 'Qyrzelith Vombrakaj';
const ENDS_THE_SESSION = ['POST /logout', 'POST /locked', 'POST /leave'];
/** An empty form of these changes something: they are asked after all others, the last one alone. */
const CHANGES = /#(ready|again|refer|supplemented)$|letters|#reopen$|POST \/keys\/recovery$/;

let world: World;
let server: RunningServer;
let routes: RouteEntry[];
let ids: Record<'caseId' | 'packetId' | 'fileId' | 'memberId', Partial<Record<Target, string>>>;
const members = new Map<string, { cookie: string; roles: readonly Role[] }>();

beforeAll(async () => {
  [world, server] = await Promise.all([createWorld(), startServer({ LOG_LEVEL: 'info' })]);
  const build = (await import(
    /* @vite-ignore */ pathToFileURL(path.resolve('build/server/index.js')).href
  )) as ServerBuild;
  routes = routeTable(build).filter(({ layout }) => !layout);
  const { packets, file } = await makePackets();
  const { colleague, custodian } = world.north.members;
  ids = {
    caseId: await makeCases(),
    packetId: packets,
    fileId: { reviewed: file, absent: randomUUID() },
    memberId: { colleague: colleague.actor.id, custodian: custodian.actor.id, absent: randomUUID() },
  };
  for (const [organisation, { members: roles }] of Object.entries(CAST)) {
    const unlocked = world[organisation as keyof World].members as Record<string, SignedIn & { email: string }>;
    for (const [name, own] of Object.entries(roles)) {
      members.set(`${organisation}.${name}`, {
        cookie: await cookieOf(server, unlocked[name]!.email),
        roles: own as Role[],
      });
    }
  }
}, 240_000);
afterAll(() => server?.stop());

/** `assigned`: caseworker, counsellor and lawyer of the north work on it; `unassigned`: her colleague alone. */
async function makeCases() {
  const { caseworker, counsellor, lawyer, colleague, supervisor } = world.north.members;
  const opened = async (opener: SignedIn, colleagues: SignedIn[] = []) => {
    const contact = { channel: 'phone', contact: CANARY, hours: CANARY, mayAnswer: CANARY } as const;
    const view = await perform(opener, 'openCase', ownOrganisation, {}, (uow) => openCase(uow, contact));
    const caseId = /cases\/([0-9a-f-]{36})/.exec(locationOf(view))?.[1] ?? '';
    for (const { actor } of colleagues)
      await onCase(supervisor, 'assignCase', caseId, (uow) => assignCase(uow, caseId, actor.id));
    return caseId;
  };
  const assigned = await opened(caseworker, [counsellor, lawyer]);
  const closed = await opened(caseworker, [counsellor, lawyer]);
  const unassigned = await opened(colleague);
  await connectedAs('superuser', (client) =>
    client.query('UPDATE casework.case_file SET closed_on = now() WHERE id = $1', [closed]),
  );
  return { assigned, unassigned, closed, absent: randomUUID() };
}

/** Caseworker, lawyer and second lawyer of the north work on the packets' cases. */
async function makePackets() {
  const { packetId: accepted, fileId: file } = await aFileUnderReview(world);
  const frozen = await freeze(world, (await aReadyCase(world)).caseId);
  const withdrawn = await freeze(world, (await aReadyCase(world)).caseId);
  await connectedAs('superuser', async (client) => {
    const state = `state = 'withdrawn', referred_at = now(), accepted_at = now(), withdrawn_at = now()`;
    await client.query(`UPDATE casework.packet SET ${state} WHERE id = $1`, [withdrawn]);
    await client.query(
      `INSERT INTO casework.review_assignment (id, organisation_id, review_file_id, packet_id, member_id, conflict, assigned_by, assigned_at)
       VALUES ($1, $2, $3, $4, $5, 'undeclared', $6, now())`,
      [
        randomUUID(),
        world.commission.id,
        file,
        accepted,
        world.commission.members.secondReviewer.actor.id,
        world.commission.members.chair.actor.id,
      ],
    );
  });
  return { packets: { accepted, frozen, withdrawn, absent: randomUUID() }, file };
}

const keyOf = ({ methods, path: address, intent }: RouteEntry) =>
  `${methods[0]} ${address}${intent ? `#${intent}` : ''}`;

function relationOf(rule: Rule, member: string, target: Target): Relation {
  const [organisation, name = ''] = member.split('.');
  if (target === 'absent') return { own: false, assigned: false };
  if (rule.about === 'organisation') {
    const { kind } = CAST[organisation as keyof typeof CAST] ?? {};
    return { own: true, assigned: false, cso: kind === 'cso' };
  }
  if (rule.about === 'member')
    return { own: organisation === 'north', assigned: false, herself: member === `north.${target}` };
  if (rule.about === 'file') {
    const own = organisation === 'commission';
    return { own, assigned: own && /reviewer/i.test(name), undeclared: name === 'secondReviewer' };
  }
  if (rule.about === 'packet') {
    const own = organisation === 'north' || (organisation === 'commission' && target === 'accepted');
    return {
      own,
      assigned: own && ['caseworker', 'lawyer', 'secondLawyer'].includes(name),
      withdrawn: target === 'withdrawn',
      unregistered: target === 'frozen',
    };
  }
  const own = organisation === 'north';
  const workers = target === 'unassigned' ? ['colleague'] : ['caseworker', 'counsellor', 'lawyer'];
  return { own, assigned: own && workers.includes(name), closed: target === 'closed' };
}

function targetsOf({ path: address }: RouteEntry): readonly Target[] {
  if (address.includes(':caseId')) return CASES;
  if (address.includes(':packetId')) return PACKETS;
  if (address.includes(':fileId')) return FILES;
  if (address.includes(':memberId')) return MEMBERS;
  return ['none'];
}

interface Cell {
  key: string;
  rule: Rule;
  member: string;
  target: Target;
}

/** Whose things these are: her organisation has states to tell apart, for all others one target stands for each of them. */
function targetsFor(route: RouteEntry, member: string): readonly Target[] {
  const targets = targetsOf(route);
  const [organisation] = member.split('.');
  const insiders = targets === FILES ? ['commission'] : targets === PACKETS ? ['north', 'commission'] : ['north'];
  return insiders.includes(organisation ?? '') ? targets : targets.slice(0, 1);
}

/** The cells that the table of routes and the cast make. */
function cells(): Cell[] {
  return routes.flatMap((route) => {
    const key = keyOf(route);
    const rule = EXPECTED[key];
    if (!rule || ENDS_THE_SESSION.includes(key)) return [];
    const everybody = ['nobody', ...members.keys()];
    return everybody.flatMap((member) => targetsFor(route, member).map((target) => ({ key, rule, member, target })));
  });
}

function addressOf(key: string, target: Target): string {
  const [, address = ''] = key.replace(/#.*/, '').split(' ');
  return address
    .replace(/:(caseId|packetId|fileId|memberId)/, (_, name: keyof typeof ids) => ids[name][target] ?? randomUUID())
    .replace(':row', '1')
    .replace(':section', '1')
    .replace(':version', '1')
    .replace('/*', '/no-such-page')
    .replace(/:\w+/g, () => randomUUID());
}

async function ask({ key, member, target }: Cell): Promise<{ status: number; location: string; body: string }> {
  const [, intent] = key.split('#');
  const cookie = members.get(member)?.cookie ?? '';
  const fields = key.startsWith('POST') ? { ...(intent ? { intent } : {}) } : undefined;
  const response = await send(server, addressOf(key, target), { cookie, ...(fields ? { fields } : {}) });
  return { status: response.status, location: response.headers.get('Location') ?? '', body: await response.text() };
}

function answerOf({ status, location }: { status: number; location: string }): Answer | string {
  if (status >= 300 && status < 400 && location.startsWith('/login?to')) return 'sign in';
  if (status === 404) return 'not found';
  if (status === 403) return 'forbidden';
  return status < 500 ? 'ok' : `status ${status}`;
}

/** A part of a thing (a session, a version, an application to review, the sheets of a key) that does not exist is not found by those who may read the thing. */
const NAMES_A_PART =
  /:(sessionId|referralId|statementId|evidenceId|groupId|letterId|invitationId|organisationId)|application\/review|recovery\/(sheets|drill)/;

describe('the matrix', () => {
  test('has an expectation for every route, and no expectation for a route that is gone', () => {
    const known = routes.map(keyOf);
    expect(known.filter((key) => !EXPECTED[key])).toEqual([]);
    expect(Object.keys(EXPECTED).filter((key) => !known.includes(key))).toEqual([]);
  });

  test('has as many cells as routes, members and targets make', () => {
    const asked = routes.filter((route) => EXPECTED[keyOf(route)] && !ENDS_THE_SESSION.includes(keyOf(route)));
    expect(members.size).toBe(24);
    const about = (name: string) => asked.filter((route) => route.path.includes(name)).length;
    const none = asked.length - about(':caseId') - about(':packetId') - about(':fileId') - about(':memberId');
    // Nobody and 24 members; nine of the north and six of the commission are insiders.
    const ofCases = about(':caseId') * (9 * 4 + 16);
    const ofPackets = about(':packetId') * (15 * 4 + 10);
    const ofFiles = about(':fileId') * (6 * 2 + 19);
    const ofMembers = about(':memberId') * (9 * 3 + 16);
    expect(cells()).toHaveLength(ofCases + ofPackets + ofFiles + ofMembers + none * 25);
  });

  test('is answered as the table says, and a refusal shows nothing', async () => {
    const wrong: string[] = [];
    const rank = ({ key }: Cell) => (key.endsWith('#reopen') ? 0 : CHANGES.test(key) ? 1 : 2);
    const queue = cells().sort((one, other) => rank(one) - rank(other));
    const total = queue.length;
    const worker = async () => {
      for (let cell = queue.pop(); cell; cell = queue.pop()) {
        const roles = members.get(cell.member)?.roles ?? null;
        const answered = await ask(cell);
        const wanted = expected(cell.rule, roles, relationOf(cell.rule, cell.member, cell.target));
        const got = answerOf(answered);
        const part = wanted === 'ok' && got === 'not found' && NAMES_A_PART.test(cell.key);
        if (got !== wanted && !part) wrong.push(`${cell.key} ${cell.member} ${cell.target}: ${got}, not ${wanted}`);
        if (wanted !== 'ok' && answered.body.includes(CANARY)) wrong.push(`${cell.key} ${cell.member}: shows a canary`);
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    expect(wrong.sort().slice(0, 60)).toEqual([]);
    expect(total).toBeGreaterThan(3_500);
  }, 600_000);

  test('is wrong when a route asks the policies too little, as a planted expectation shows', () => {
    const rule = EXPECTED['GET /cases/:caseId/statement']!;
    const colleague: Relation = { own: true, assigned: true };
    expect(expected(rule, ['counsellor'], colleague)).toBe('forbidden');
    expect(expected({ ...rule, may: { counsellor: 'A' } }, ['counsellor'], colleague)).toBe('ok');
    expect(expected(rule, ['legal_officer'], { ...colleague, own: false, assigned: false })).toBe('not found');
  });

  test('signing out and locking end the session that asks', async () => {
    for (const key of ENDS_THE_SESSION) {
      const [, address = ''] = key.split(' ');
      const stranger = (await send(server, address, { fields: {} })).headers.get('Location');
      if (EXPECTED[key]?.about === 'session') expect(stranger).toMatch(/^\/login\?to/);
      const cookie = await cookieOf(server, world.north.members.caseworker.email);
      expect((await send(server, '/cases', { cookie })).status).toBe(200);
      expect((await send(server, address, { cookie, fields: {} })).status).toBe(303);
      expect((await send(server, '/cases', { cookie })).headers.get('Location')).toMatch(/^\/login/);
    }
  }, 60_000);
});
