import { beforeAll, describe, expect, it } from 'vitest';
import { newGroupSession } from '#app/features/sessions/new-group-session.server.ts';
import { recordGroupSession } from '#app/features/sessions/record-group-session.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { aCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { shown } from '../support/packets.ts';
import { createWorld, perform, type World } from '../support/world.ts';

let world: World;
const ids: string[] = [];

beforeAll(async () => {
  world = await createWorld();
  const { counsellor, supervisor } = world.north.members;
  for (let count = 0; count < 14; count += 1) ids.push(await aCase(counsellor, supervisor));
  await connectedAs('superuser', async (client) => {
    for (const [count, id] of ids.entries())
      await client.query('UPDATE casework.case_file SET code = $1 WHERE id = $2', [
        `N-TEST${String(count).padStart(2, '0')}`,
        id,
      ]);
  });
}, 120_000);

const page = async (wanted: Partial<Parameters<typeof newGroupSession>[1]> = {}) =>
  shown(
    await perform(world.north.members.counsellor, 'recordGroupSession', ownOrganisation, {}, (uow) =>
      newGroupSession(uow, { q: undefined, chosen: [], ready: false, ...wanted }),
    ),
  );
const codes = (cases: readonly { code: string }[] | undefined) => cases?.map(({ code }) => code.slice(-2));

describe('choosing who came to a group', () => {
  it('finds by a part of the code and keeps those chosen', async () => {
    expect((await page()).choice?.others).toHaveLength(14);
    const { choice, cases } = await page({ q: 'n-test 1', chosen: [ids[3]!, ids[11]!] });
    expect(codes(choice?.chosen)).toEqual(['03', '11']);
    expect(codes(choice?.others)).toEqual(['10', '12', '13']);
    expect(cases).toEqual([]);
  });

  it('goes on to the form with those chosen alone, of the leader’s own cases', async () => {
    const others = await aCase(world.north.members.caseworker, world.north.members.supervisor);
    const form = await page({ chosen: [ids[3]!, others, ids[1]!], ready: true });
    expect(form.choice).toBeNull();
    expect(form.cases.map(({ id, chosen }) => [id, chosen])).toEqual([
      [ids[1], true],
      [ids[3], true],
    ]);
    expect((await page({ ready: true })).choice).toMatchObject({ nobody: true });
    expect((await page({ chosen: [others], ready: true })).choice).toMatchObject({ nobody: true, chosen: [] });
  });

  it('names first those who came to the last groups', async () => {
    const attendees = [ids[5]!, ids[2]!].map((caseId) => ({ caseId, present: true, note: undefined }));
    const form = { heldOn: '2026-11-20', service: 'group_counselling', durationMinutes: 60, attendees } as const;
    await perform(world.north.members.counsellor, 'recordGroupSession', ownOrganisation, {}, (uow) =>
      recordGroupSession(uow, { ...form, attendees: [...attendees] }),
    );
    const { choice } = await page();
    expect(codes(choice?.lastTime)).toEqual(['02', '05']);
    expect(choice?.others).toHaveLength(12);
  });
});
