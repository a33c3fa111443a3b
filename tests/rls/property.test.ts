import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { caseScope } from '#app/features/cases/case-scope.server.ts';
import { packetResource } from '#app/features/packets/packet-facts.server.ts';
import { inboxScope, waitingLetterScope } from '#app/features/packets/packet-scope.server.ts';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { reviewFileScope } from '#app/features/review-files/review-file-scope.server.ts';
import { groupSessionResource } from '#app/features/sessions/group-session-facts.server.ts';
import { taskScope } from '#app/features/tasks/task-scope.server.ts';
import { ACTIONS, type ActionName } from '#app/kernel/actions.ts';
import { KeyRing, type Actor } from '#app/kernel/actor.server.ts';
import { decide } from '#app/kernel/authorize.server.ts';
import type { LoadedResource } from '#app/kernel/resource.server.ts';
import { nothing, only, type Scope } from '#app/kernel/scope.server.ts';
import { bindTransaction, transactionOf, type Transaction } from '#app/kernel/transaction.server.ts';
import { inTransaction, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { PrismaClient } from '#app/platform/db/clients.server.ts';
import { connectedAs, testDatabase } from '../support/database.ts';
import { seedRows, type SeededRows } from '../support/rows.ts';

/**
 * The three nets against each other, for every member of a world in all states. Scope and facts are asked without
 * row-level security (as the superuser), so that the third net cannot hide what the first two let through.
 */
interface Noun {
  name: string;
  table: 'case_file' | 'task' | 'packet' | 'letter' | 'review_file' | 'group_session';
  scope: (actor: Actor) => Scope<Record<string, unknown>>;
  /** the action that Cedar is asked about each row, and the resource it is asked on */
  action: ActionName;
  resource: (uow: UnitOfWork, row: Found) => Promise<LoadedResource>;
  /** what the list leaves out although it may be read, and why */
  leavesOut?: (row: Found, actor: Actor, loaded: LoadedResource) => boolean;
}
type Found = { id: string; case_id?: string; packet_id?: string; accepted_at?: Date | null; opened_at?: Date | null; leader_id?: string };

const NOUNS: Noun[] = [
  {
    name: 'cases',
    table: 'case_file',
    scope: caseScope as Noun['scope'],
    action: 'readCase',
    resource: (uow, { id }) => caseResource.load(uow, { caseId: id }),
  },
  {
    name: 'tasks',
    table: 'task',
    scope: taskScope as Noun['scope'],
    action: 'readCase',
    resource: (uow, { case_id = '' }) => caseResource.load(uow, { caseId: case_id }),
  },
  {
    name: 'the inbox',
    table: 'packet',
    scope: ((actor: Actor) => inboxScope(actor, new Date())) as Noun['scope'],
    action: 'acceptPacket',
    resource: (uow, { id }) => packetResource.load(uow, { packetId: id }),
    leavesOut: ({ accepted_at }) => accepted_at !== null, // registered already: it is in the list of files
  },
  {
    name: 'the letters that wait',
    table: 'letter',
    scope: waitingLetterScope as Noun['scope'],
    action: 'readLetter',
    resource: (uow, { packet_id = '' }) => packetResource.load(uow, { packetId: packet_id }),
    // Read already, or about a packet that no longer stands: they are on the packet's page.
    leavesOut: ({ opened_at }, _, { resource }) => opened_at !== null || ('withdrawn' in resource.facts && resource.facts.withdrawn),
  },
  {
    name: 'files',
    table: 'review_file',
    scope: reviewFileScope as Noun['scope'],
    action: 'readFile',
    resource: (uow, { id }) => reviewFileResource.load(uow, { fileId: id }),
  },
];

let world: SeededRows;
let everything: PrismaClient;

beforeAll(async () => {
  world = await connectedAs('superuser', (client) => seedRows(client));
  const { superuser } = testDatabase();
  everything = new PrismaClient({ adapter: new PrismaPg(superuser) });
});
afterAll(() => everything.$disconnect());

/** A unit of work that sees all rows: the truth to compare with. */
function unhindered(actor: Actor): UnitOfWork {
  const uow = { actor, now: new Date() } as UnitOfWork;
  bindTransaction(uow, everything as unknown as Transaction);
  return uow;
}

async function rowsOf(client: Transaction, table: Noun['table'], where: object): Promise<Found[]> {
  const delegate = client[table] as unknown as { findMany(query: object): Promise<Found[]> };
  return delegate.findMany({ where });
}

/** Every row of the noun with its facts, loaded once: facts are of the row, not of who asks. */
const loadedRows = memo(async (noun: Noun) => {
  const uow = unhindered(Object.values(world.actors)[0]!);
  const rows = await rowsOf(transactionOf(uow), noun.table, {});
  return Promise.all(rows.map(async (row) => ({ row, loaded: await noun.resource(uow, row) })));
});

async function scopeOf(noun: Noun, actor: Actor): Promise<string[]> {
  const scope = noun.scope(actor);
  const rows = scope.kind === 'none' ? [] : await rowsOf(transactionOf(unhindered(actor)), noun.table, scope.where);
  return rows.map(idOf).sort();
}

async function allowedTo(noun: Noun, actor: Actor): Promise<string[]> {
  const allowed = (await loadedRows(noun.name, noun)).filter(
    ({ row, loaded }) => decide(actor, noun.action, loaded.resource).allowed && !noun.leavesOut?.(row, actor, loaded),
  );
  return allowed.map(({ row }) => row.id).sort();
}

async function shownTo(actor: Actor, table: Noun['table']): Promise<Set<string>> {
  const safe = { get: () => undefined, put: async () => undefined, remove: async () => undefined };
  const keys = new KeyRing(actor.organisationId, new Map());
  const signedIn = {
    actor,
    sessionId: '',
    signedInAt: null,
    keys,
    safe,
    email: '',
    secondFactor: false,
    steppedUpAt: null,
    recoveryConfirmed: false,
  };
  const rows = await inTransaction(signedIn, 'app', new Date(), (uow) => rowsOf(transactionOf(uow), table, {}));
  return new Set(rows.map(idOf));
}

/** Remembers what was asked by name. */
function memo<Argument, Result>(ask: (argument: Argument) => Promise<Result>) {
  const known = new Map<string, Promise<Result>>();
  return (name: string, argument: Argument): Promise<Result> => {
    const answer = known.get(name) ?? ask(argument);
    known.set(name, answer);
    return answer;
  };
}

const idOf = ({ id }: Found) => id;

/** Where the nets disagree about one noun, for every actor. */
async function disagreements(noun: Noun): Promise<string[]> {
  const found: string[] = [];
  for (const [name, actor] of Object.entries(world.actors)) {
    const scope = await scopeOf(noun, actor);
    const allowed = await allowedTo(noun, actor);
    const shown = await shownTo(actor, noun.table);
    if (scope.join() !== allowed.join()) found.push(`${name}: scope ${scope.length}, policies ${allowed.length}`);
    if (scope.some((id) => !shown.has(id))) found.push(`${name}: row-level security hides what the list shows`);
  }
  return found;
}

describe.each(NOUNS)('rows of $name', (noun) => {
  test('in the scope are those that the policies allow one by one, and row-level security shows them', async () => {
    expect(await disagreements(noun)).toEqual([]);
  });

  test('are shown to somebody, and not to everybody', async () => {
    const counts = await Promise.all(
      Object.values(world.actors).map(async (actor) => (await scopeOf(noun, actor)).length),
    );
    expect(Math.max(...counts)).toBeGreaterThan(0);
    expect(Math.min(...counts)).toBe(0);
  });

  test('in a scope that is planted too wide, or too narrow, are caught', async () => {
    const wide = { ...noun, scope: () => only({ id: { not: crypto.randomUUID() } }) };
    expect((await disagreements(wide)).length).toBeGreaterThan(20);
    const narrow = { ...noun, scope: () => nothing };
    expect((await disagreements(narrow)).length).toBeGreaterThan(0);
  });
});

describe('a group session', () => {
  test('is readable by policy to nobody from whom row-level security hides it', async () => {
    const group = { id: world.cases['north.started']!['group_session']! };
    const readers: string[] = [];
    for (const [name, actor] of Object.entries(world.actors)) {
      const { resource } = await groupSessionResource.load(unhindered(actor), { groupId: group.id });
      const allowed = decide(actor, 'readGroupSession', resource).allowed;
      if (allowed) readers.push(name);
      expect([name, allowed && !(await shownTo(actor, 'group_session')).has(group.id)]).toEqual([name, false]);
    }
    expect(readers).toEqual(['north.counsellor']);
  });
});

/** Whoever may do anything to a case, packet or file can also see the row that it is about. */
describe('every action that a policy allows', () => {
  const actionsOn = (type: string) =>
    Object.entries(ACTIONS).flatMap(([action, { resource }]) => (resource === type ? [action as ActionName] : []));

  /** One case of each relation; every action is asked about each, for everybody. */
  const SOME_CASES = () =>
    new Set(
      ['north.started', 'north.others', 'north.glass', 'south.started'].map((name) => world.cases[name]!['case_file']!),
    );

  test.each([
    ['case_file', 'Case', 'cases'],
    ['packet', 'Packet', 'the inbox'],
    ['review_file', 'ReviewFile', 'files'],
  ] as const)('on %s is about a row that its actor is shown', async (table, type, name) => {
    const rows = await loadedRows(
      name,
      NOUNS.find((noun) => noun.name === name)!,
    );
    const asked = table === 'case_file' ? rows.filter(({ row }) => SOME_CASES().has(row.id)) : rows;
    const blind: string[] = [];
    let decisions = 0;
    for (const [who, actor] of Object.entries(world.actors)) {
      const shown = await shownTo(actor, table);
      for (const { row, loaded } of asked) {
        const allowed = actionsOn(type).filter((action) => decide(actor, action, loaded.resource).allowed);
        decisions += actionsOn(type).length;
        if (!shown.has(row.id)) blind.push(...allowed.map((action) => `${who} ${action}`));
      }
    }
    expect(blind).toEqual([]);
    expect(decisions).toBeGreaterThan(1_000);
  });
});
