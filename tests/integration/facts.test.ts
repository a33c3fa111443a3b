import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { saveIdentity } from '#app/features/cases/save-identity.server.ts';
import { INDICATORS } from '#app/features/releases/engine/categories.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { recordFact, type Occurrence } from '#app/features/facts/record-fact.server.ts';
import { ageOn, profileOf } from '#app/features/facts/fact-profile.ts';
import { openQuarterFor, quarterOf } from '#app/features/facts/fact-quarter.ts';
import { recordSession } from '#app/features/sessions/record-session.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { aCase, consentTo, factsOf, onCase } from '../support/casework.ts';
import { testDatabase } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
let world: World;
let caseId: string;
let known: Set<string>;

beforeAll(async () => {
  world = await createWorld();
  known = new Set();
});

/** Facts written since this was asked last. */
async function newFacts() {
  const facts = (await factsOf(world.north.id)).filter(({ id }) => !known.has(id));
  facts.forEach(({ id }) => known.add(id));
  return facts;
}
const counsel = (heldOn: string, into = caseId) =>
  onCase(
    world.north.members.counsellor,
    'recordPsychosocial',
    into,
    (uow) =>
      recordSession(uow, into, 'psychosocial', { heldOn, service: 'individual_counselling', durationMinutes: 0 }),
    NOW,
  );
const count = (occurrence: Occurrence) =>
  onCase(
    world.north.members.caseworker,
    'recordCasework',
    caseId,
    async (uow) => done(await recordFact(uow, caseId, occurrence), { type: 'session.recording', detail: {} }),
    NOW,
  );
async function freshCase(): Promise<string> {
  const { caseworker, counsellor, supervisor } = world.north.members;
  return aCase(caseworker, supervisor, [counsellor]);
}

describe('facts', () => {
  it('are written with the consent to statistics alone, and none from its withdrawal on', async () => {
    caseId = await freshCase();
    await counsel('2026-11-02');
    expect(await newFacts()).toEqual([]);
    const id = await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics');
    await counsel('2026-11-03');
    expect((await newFacts()).map(({ indicator }) => indicator)).toEqual(['persons_served_new', 'services']);
    await onCase(world.north.members.caseworker, 'withdrawConsent', caseId, (uow) =>
      withdrawConsent(uow, caseId, rowOf('anonymised_statistics'), { consentId: id }),
    );
    await counsel('2026-11-04');
    expect(await newFacts()).toEqual([]);
  });

  it('say what the release engine knows and name neither case nor day', async () => {
    caseId = await freshCase();
    const { caseworker } = world.north.members;
    await onCase(caseworker, 'editIdentity', caseId, (uow) =>
      saveIdentity(uow, caseId, {
        birthDate: '1981-06-10',
        sex: 'female',
        municipality: '20',
        ageAtTheTime: '14_17',
        rowVersion: 1,
      }),
    );
    await consentTo(caseworker, caseId, 'anonymised_statistics');
    await counsel('2026-11-03');
    const facts = await newFacts();
    for (const fact of facts) {
      expect(INDICATORS).toContain(fact.indicator);
      expect(fact).toMatchObject({
        quarter: '2026Q4',
        sex: 'female',
        district: 'prizren',
        age_band: '40-49',
        age_at_time: '14_17',
      });
      expect(fact.person_key).toHaveLength(8);
      expect(Buffer.from(fact.person_key).toString('hex')).not.toBe(caseId.replaceAll('-', '').slice(0, 16));
    }
    const stored = await withConnection(testDatabase().superuser, async (client) => {
      const query = `SELECT s::text || c::text AS text FROM casework.support_session s JOIN casework.case_file c ON c.id = s.case_id WHERE c.id = $1`;
      return (await client.query(query, [caseId])).rows.map((row: { text: string }) => row.text).join();
    });
    for (const { id } of facts) expect(stored).not.toContain(id);
  });

  it('of a conversation say that she was served, once, and count no service and no accompaniment', async () => {
    caseId = await freshCase();
    const { caseworker } = world.north.members;
    await consentTo(caseworker, caseId, 'anonymised_statistics');
    const recorded = (service: 'conversation' | 'accompaniment', heldOn: string) =>
      onCase(
        caseworker,
        'recordCasework',
        caseId,
        (uow) => recordSession(uow, caseId, 'casework', { heldOn, service, durationMinutes: 0 }),
        NOW,
      );
    await recorded('conversation', '2026-11-03');
    expect(await newFacts()).toMatchObject([{ indicator: 'persons_served_new', service_group: 'other' }]);
    await recorded('conversation', '2026-11-04');
    expect(await newFacts()).toEqual([]);
    await recorded('accompaniment', '2026-11-05');
    expect((await newFacts()).map(({ indicator }) => indicator).sort()).toEqual(['accompaniments', 'services']);
  });

  it('count a person once in a quarter: new the first time, continuing in the next', async () => {
    caseId = await freshCase();
    await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics');
    for (const day of ['2026-08-01', '2026-08-02', '2026-11-01', '2026-11-02']) await counsel(day);
    const served = (await newFacts()).filter(({ indicator }) => indicator.startsWith('persons_served_'));
    expect(served.map(({ indicator, quarter }) => `${indicator} ${quarter}`).sort()).toEqual([
      'persons_served_continuing 2026Q4',
      'persons_served_new 2026Q3',
    ]);
    expect(new Set(served.map(({ person_key }) => Buffer.from(person_key).toString('hex'))).size).toBe(1);
  });

  it('count her once also when two sessions are saved at the same time', async () => {
    caseId = await freshCase();
    await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics');
    await Promise.all([counsel('2026-11-01'), counsel('2026-11-02'), counsel('2026-11-03')]);
    const facts = await newFacts();
    expect(facts.filter(({ indicator }) => indicator === 'persons_served_new')).toHaveLength(1);
    expect(facts.filter(({ indicator }) => indicator === 'services')).toHaveLength(3);
  });

  it('do not make a commission’s decision a service', async () => {
    caseId = await freshCase();
    await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics');
    await count({ indicator: 'decisions_recognised', occurredOn: '2026-11-10' });
    expect((await newFacts()).map(({ indicator }) => indicator)).toEqual(['decisions_recognised']);
  });

  it('of a late entry go to the next quarter that is still open', async () => {
    caseId = await freshCase();
    await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics');
    await counsel('2026-02-15');
    expect((await newFacts()).every(({ quarter }) => quarter === '2026Q1')).toBe(true);
    await withConnection(testDatabase().superuser, (client) =>
      client.query(`INSERT INTO statistics.total_approval VALUES ($1, '2026H1', $2, now())`, [
        world.north.id,
        world.north.members.approver.actor.id,
      ]),
    );
    await counsel('2026-02-16');
    expect((await newFacts()).every(({ quarter }) => quarter === '2026Q3')).toBe(true);
  });

  it('cannot be read by those who write them; who approves totals reads her own organisation’s', async () => {
    const { caseworker, approver } = world.north.members;
    const written = (await factsOf(world.north.id)).length;
    expect(written).toBeGreaterThan(0);
    expect(await seenBy(caseworker)).toBe(0);
    expect(await seenBy(world.south.members.supervisor)).toBe(0);
    expect(await seenBy(approver)).toBe(written);
  });
});

function seenBy({ actor }: SignedIn): Promise<number> {
  return clientFor('app').$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT set_config('linden.member_id', ${actor.id}, true),
      set_config('linden.organisation_id', ${actor.organisationId}, true), set_config('linden.organisation_kind', 'cso', true),
      set_config('linden.roles', ${actor.roles.join(',')}, true)`;
    return transaction.fact.count();
  });
}

describe('a profile', () => {
  it('has the age of the day that is counted, and the age at the time of the violence', () => {
    const birthDate = '1981-06-10';
    expect(profileOf({ birthDate, violenceOn: '1999-06-09' }, '2026-11-23').age_at_time).toBe('14_17');
    expect(profileOf({ birthDate, violenceOn: '1999-06-10' }, '2026-11-23').age_at_time).toBe('18_29');
    expect(profileOf({ birthDate }, '2021-06-09').age_band).toBe('30-39');
    expect(profileOf({ birthDate }, '2021-06-10').age_band).toBe('40-49');
    expect(profileOf({ birthDate, ageAtTheTime: '14_17' }, '2026-11-23').age_at_time).toBe('14_17');
    expect(profileOf(null, '2026-11-23')).toEqual({
      sex: 'not_stated',
      community: 'prefers_not_to_say',
      district: 'not_stated',
      age_band: 'not_stated',
      age_at_time: 'not_stated',
    });
  });

  it('puts every age from 18 on into a band', () => {
    for (let age = 18; age <= 110; age += 1) {
      expect(profileOf({ birthDate: `${2026 - age}-01-01` }, '2026-11-23').age_band, String(age)).not.toBe(
        'not_stated',
      );
    }
    expect(ageOn('1975', '2026-11-23')).toBe(51);
    expect(ageOn(randomUUID(), '2026-11-23')).toBeNull();
  });

  it('has the quarter of its day, or the next open one', () => {
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf)).toEqual([
      '2026Q1',
      '2026Q1',
      '2026Q2',
      '2026Q4',
    ]);
    expect(openQuarterFor('2026-10-01', ['2026H2', '2027Q1'])).toBe('2027Q2');
    expect(openQuarterFor('2026-05-01', ['2026Q1'])).toBe('2026Q2');
  });
});
