import { beforeAll, describe, expect, it } from 'vitest';
import { CaseListQuery } from '#app/features/cases/case.schema.ts';
import { assignCase } from '#app/features/cases/change-team.server.ts';
import { listCases } from '#app/features/cases/list-cases.server.ts';
import { recordReadiness } from '#app/features/cases/record-readiness.server.ts';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import { listNotices } from '#app/features/notices/list-notices.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { aCase, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { shown } from '../support/packets.ts';
import { createWorld, perform, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const wants = (caseId: string, readiness: Code<'readiness'> = 'wants_to_apply') =>
  onCase(world.north.members.caseworker, 'recordCasework', caseId, (uow) => recordReadiness(uow, caseId, readiness));
const noticesOf = async (member: SignedIn) => {
  const { items } = shown(await perform(member, 'listNotifications', ownOrganisation, {}, listNotices));
  return items
    .filter(({ kind }) => kind === 'wants_to_apply' || kind === 'lawyer_wanted')
    .map(({ kind, code, to }) => ({ kind, code, to }));
};

describe('that she wants to apply', () => {
  it('is told to every legal officer and supervisor when none is on the case; its code only to who may see it', async () => {
    const { caseworker, counsellor, lawyer, secondLawyer, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    await wants(caseId);
    const hidden = [{ kind: 'lawyer_wanted', code: null, to: null }];
    expect(await noticesOf(lawyer)).toEqual(hidden);
    expect(await noticesOf(secondLawyer)).toEqual(hidden);
    expect(await noticesOf(supervisor)).toEqual([
      { kind: 'lawyer_wanted', code: expect.stringMatching(/^[A-Z]-/), to: `/cases/${caseId}/assignments` },
    ]);
    expect(await noticesOf(counsellor)).toEqual([]);
    for (const member of Object.values(world.south.members)) expect(await noticesOf(member)).toEqual([]);
  });

  it('is told to the legal officer on the case alone, once for each time that it becomes so', async () => {
    const { caseworker, lawyer, secondLawyer, supervisor } = world.north.members;
    const before = await Promise.all([lawyer, secondLawyer, supervisor].map(noticesOf));
    const caseId = await aCase(caseworker, supervisor, [lawyer]);
    const told = async () =>
      (await noticesOf(lawyer)).filter(({ to }) => to === `/cases/${caseId}/application`).map(({ kind }) => kind);
    await wants(caseId, 'not_now');
    expect(await told()).toEqual([]);
    await wants(caseId);
    await wants(caseId);
    expect(await told()).toEqual(['wants_to_apply']);
    await wants(caseId, 'not_now');
    await wants(caseId);
    expect(await told()).toHaveLength(2);
    expect(await noticesOf(secondLawyer)).toEqual(before[1]);
    expect(await noticesOf(supervisor)).toEqual(before[2]);
  });
});

describe('a legal officer who is wanted', () => {
  const listed = async (member: SignedIn, caseId: string, query: object = {}) => {
    const list = await perform(member, 'listCases', ownOrganisation, {}, (uow) =>
      listCases(uow, CaseListQuery.parse(query)),
    );
    return shown(list).items.find(({ id }) => id === caseId);
  };
  const looked = async (member: SignedIn, caseId: string) =>
    shown(await onCase(member, 'readCase', caseId, (uow) => viewCase(uow, caseId)));
  const today = () => isoDate(new Date());

  it('is the supervisor’s next step and in her list; the caseworker reads since when one is awaited', async () => {
    const { caseworker, lawyer, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    expect(await listed(supervisor, caseId)).toMatchObject({ lawyerWanted: null });
    expect(await looked(supervisor, caseId)).toMatchObject({ next: null, lawyerWanted: null });
    expect(await listed(supervisor, caseId, { assigned: 'lawyer' })).toBeUndefined();
    await wants(caseId);
    const since = { lawyerWanted: { since: today() } };
    expect(await looked(supervisor, caseId)).toMatchObject({ next: 'lawyer', ...since });
    expect(await looked(caseworker, caseId)).toMatchObject(since);
    for (const member of [supervisor, caseworker]) expect(await listed(member, caseId)).toMatchObject(since);
    expect(await listed(supervisor, caseId, { assigned: 'lawyer' })).toMatchObject(since);

    await onCase(supervisor, 'assignCase', caseId, (uow) => assignCase(uow, caseId, lawyer.actor.id));
    expect(await looked(supervisor, caseId)).toMatchObject({ next: null, lawyerWanted: null });
    expect(await listed(caseworker, caseId)).toMatchObject({ lawyerWanted: null });
    expect(await listed(supervisor, caseId, { assigned: 'lawyer' })).toBeUndefined();
  });

  it('is wanted again from the day on which the last one went, and not after "not now"', async () => {
    const { caseworker, lawyer, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor, [lawyer]);
    await wants(caseId);
    const change = (sql: string) => connectedAs('superuser', (client) => client.query(sql, [caseId]));
    await change(`UPDATE casework.case_file SET readiness_since = '2026-01-02' WHERE id = $1`);
    expect((await looked(caseworker, caseId)).lawyerWanted).toBeNull();
    await change(
      `UPDATE casework.assignment SET ended_at = '2026-03-04T10:00:00Z' WHERE case_id = $1 AND member_id = '${lawyer.actor.id}'`,
    );
    expect((await looked(caseworker, caseId)).lawyerWanted).toEqual({ since: '2026-03-04' });
    await change(`UPDATE casework.case_file SET readiness_since = NULL WHERE id = $1`);
    expect((await looked(caseworker, caseId)).lawyerWanted).toEqual({ since: '2026-03-04' });
    await wants(caseId, 'not_now');
    expect((await looked(caseworker, caseId)).lawyerWanted).toBeNull();
    expect(await listed(supervisor, caseId, { assigned: 'lawyer' })).toBeUndefined();
  });

  it('is nobody’s knowledge who has no access to the case: not the one’s who went, a colleague’s or another organisation’s', async () => {
    const { caseworker, lawyer, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor, [lawyer]);
    await wants(caseId);
    await connectedAs('superuser', (client) =>
      client.query(`UPDATE casework.assignment SET ended_at = now() WHERE case_id = $1 AND member_id = $2`, [
        caseId,
        lawyer.actor.id,
      ]),
    );
    const everybody = Object.values(world).flatMap(({ members }) => Object.values(members) as SignedIn[]);
    const others = everybody.filter(({ actor }) => ![caseworker.actor.id, supervisor.actor.id].includes(actor.id));
    expect(others.length).toBeGreaterThan(10);
    for (const member of others) {
      await expect(looked(member, caseId)).rejects.toThrow(NotFound);
      for (const query of [{}, { assigned: 'lawyer' }])
        expect(await listed(member, caseId, query).catch(() => undefined)).toBeUndefined();
      for (const { code, to } of await noticesOf(member)) expect(`${code} ${to}`).not.toContain(caseId);
    }
    expect(await listed(supervisor, caseId, { assigned: 'lawyer' })).toMatchObject({
      lawyerWanted: { since: today() },
    });
  }, 60_000);
});
