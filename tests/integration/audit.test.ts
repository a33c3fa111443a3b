import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { downloadEvents } from '#app/features/audit/download-events.server.ts';
import { isIntact } from '#app/features/audit/to-event-view.server.ts';
import { viewEvents } from '#app/features/audit/view-events.server.ts';
import { AuditQuery } from '#app/features/audit/audit.schema.ts';
import type { EventView } from '#app/features/audit/event-view.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { insertEvent } from '#app/kernel/audit.server.ts';
import { NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { DATABASE_ROLES } from '#app/platform/db/role-names.ts';
import { aCase } from '../support/casework.ts';
import { connectedAs, testDatabase } from '../support/database.ts';
import { createWorld, perform, type World } from '../support/world.ts';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '#app/platform/db/clients.server.ts';

let world: World;
let caseId: string;

const trail = async (auditor: SignedIn, query: AuditQuery = {}) => {
  const view = await perform(auditor, 'readAuditTrail', ownOrganisation, {}, (uow) => viewEvents(uow, query));
  if ('location' in view) throw new Error('No redirect is expected.');
  return view;
};

beforeAll(async () => {
  world = await createWorld();
  const { caseworker, supervisor } = world.north.members;
  caseId = await aCase(caseworker, supervisor, []);
  const read = (member: SignedIn) =>
    perform(member, 'readCase', caseResource, { caseId }, (uow) => viewCase(uow, caseId));
  await read(caseworker);
  await expect(read(world.south.members.caseworker)).rejects.toBeInstanceOf(NotFound);
  await insertEvent(clientFor('audit'), {
    at: new Date(),
    actorId: world.commission.members.reviewer.actor.id,
    actorOrganisationId: world.commission.id,
    organisationId: world.north.id,
    type: 'file.packet_read',
    action: 'readFileCoded',
    outcome: 'done',
    resourceKind: 'ReviewFile',
    resourceId: randomUUID(),
    caseId: null,
    consentId: null,
    purpose: 'review',
    detail: {},
  });
});

describe('the auditor', () => {
  it('sees who read a case, by the colleague’s name', async () => {
    const { events } = await trail(world.north.members.auditor, { case: caseId, type: 'case.viewed' });
    expect(events.map(({ actorName, caseId: about }) => [actorName, about])).toEqual([['north caseworker', caseId]]);
  });

  it('finds a case by the signs that the list shows, as it finds it by the whole number, and no case of others', async () => {
    const { case: short } = AuditQuery.parse({ case: ` ${caseId.slice(0, 8).toUpperCase()} ` });
    const { events, query } = await trail(world.north.members.auditor, { case: short, type: 'case.viewed' });
    expect(query.case).toBe(caseId);
    expect(events.map(({ actorName }) => actorName)).toEqual(['north caseworker']);
    const foreign = await trail(world.south.members.auditor, { case: short, type: 'case.viewed' });
    expect(foreign.events).toEqual([]);
  });

  it('takes of a case number eight signs or more, and all of it', () => {
    const taken = (text: string) => AuditQuery.parse({ case: text }).case;
    expect(taken(caseId.slice(0, 13))).toBe(caseId.slice(0, 13).replace('-', ''));
    expect(taken(caseId.replaceAll('-', ''))).toBe(caseId);
    for (const bad of ['', caseId.slice(0, 7), 'K-2026-1', `${caseId}0`, `${caseId.slice(0, 7)}%`])
      expect(taken(bad), bad).toBeUndefined();
  });

  it('sees what others did with her organisation’s data, as an id and without a name', async () => {
    const { events } = await trail(world.north.members.auditor, { type: 'file.packet_read' });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      foreignActor: true,
      actorName: null,
      actorId: world.commission.members.reviewer.actor.id,
    });
  });

  it('sees no event of another organisation, although the same query under no row rule would', async () => {
    const all = await everyEvent();
    const own = (row: (typeof all)[number]) =>
      [row.organisation_id, row.actor_organisation_id].includes(world.south.id);
    const seen = await allPages(world.south.members.auditor);
    const ids = new Set(all.filter(own).map(({ sequence }) => String(sequence)));
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ sequence }) => !ids.has(sequence))).toEqual([]);
    expect(
      all.some((row) => !own(row)),
      'there are others to be hidden',
    ).toBe(true);
  });

  it('finds the refusal under the organisation of the one who tried', async () => {
    const { events } = await trail(world.south.members.auditor, { outcome: 'denied' });
    expect(events.map(({ actorName, action, caseId: about }) => [actorName, action, about])).toContainEqual([
      'south caseworker',
      'readCase',
      caseId,
    ]);
    expect(
      (await trail(world.north.members.auditor, { outcome: 'denied', member: world.south.members.caseworker.actor.id }))
        .events,
    ).toEqual([]);
  });

  it('leaves an event by reading and by downloading', async () => {
    const { auditor } = world.north.members;
    const file = (await perform(auditor, 'exportAuditTrail', ownOrganisation, {}, (uow) =>
      downloadEvents(uow, { case: caseId }),
    )) as Response;
    expect(file.headers.get('Content-Disposition')).toMatch(/filename="linden-\d{4}-\d{2}-\d{2}\.csv"/);
    expect(await file.text()).toContain(caseId);
    const { events } = await trail(auditor, { member: auditor.actor.id });
    expect(events[0]).toMatchObject({ type: 'audit.downloaded', caseId });
    expect(events.slice(1).every(({ type }) => type === 'audit.viewed')).toBe(true);
  });

  it('is alone with it: every other role is told that there is nothing', async () => {
    const { caseworker, supervisor, custodian, approver } = world.north.members;
    for (const member of [
      caseworker,
      supervisor,
      custodian,
      approver,
      world.undp.members.analyst,
      world.host.members.operator,
    ]) {
      await expect(trail(member)).rejects.toBeInstanceOf(NotFound);
    }
  });
});

describe('the log', () => {
  it('cannot be changed or emptied by any role that logs in', async () => {
    const before = (await everyEvent()).length;
    for (const role of DATABASE_ROLES.filter((each) => each !== 'owner')) {
      for (const sql of [
        `UPDATE audit.event SET outcome = 'done'`,
        'DELETE FROM audit.event',
        'TRUNCATE audit.event',
      ]) {
        await expect(
          connectedAs(role, (client) => client.query(sql)),
          `${role}: ${sql}`,
        ).rejects.toMatchObject({ code: '42501' });
      }
    }
    const owner = await connectedAs('owner', (client) => client.query('DELETE FROM audit.event'));
    expect(owner.rowCount, 'row-level security is forced on the owner too').toBe(0);
    expect((await everyEvent()).length).toBe(before);
  });

  it('matches its hashes, and the check finds one changed event', async () => {
    const all = await everyEvent();
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((row) => !isIntact(row))).toEqual([]);
    expect(isIntact({ ...all[0]!, outcome: 'failed' })).toBe(false);
    expect(isIntact({ ...all[0]!, detail: { planted: 1 } })).toBe(false);
  });
});

async function allPages(auditor: SignedIn): Promise<EventView[]> {
  const seen: EventView[] = [];
  for (let before: string | undefined; ;) {
    const page: { events: EventView[]; next: string | null } = await trail(auditor, before ? { before } : {});
    seen.push(...page.events);
    if (!page.next) return seen;
    before = page.next;
  }
}

/** Every event, as only the superuser of the test sees them. */
async function everyEvent() {
  const { user, password, host, port, database } = testDatabase().superuser;
  const client = new PrismaClient({ adapter: new PrismaPg({ user, password, host, port, database }) });
  try {
    return await client.event.findMany({ orderBy: { sequence: 'asc' } });
  } finally {
    await client.$disconnect();
  }
}
