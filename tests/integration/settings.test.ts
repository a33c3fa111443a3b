import { beforeAll, describe, expect, it } from 'vitest';
import { listOrganisations } from '#app/features/organisations/list-organisations.server.ts';
import { countMembers } from '#app/features/organisations/organisation-repo.server.ts';
import { changeSetting } from '#app/features/settings/change-setting.server.ts';
import { confirmSetting } from '#app/features/settings/confirm-setting.server.ts';
import { applicationWindow, currentSetting, dueDate } from '#app/features/settings/current-setting.server.ts';
import { listSettings } from '#app/features/settings/list-settings.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { Forbidden, NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { createWorld, perform, type World } from '../support/world.ts';

let world: World;
let operator: SignedIn;
beforeAll(async () => {
  world = await createWorld();
  operator = world.host.members.operator;
});

type Settings = Awaited<ReturnType<typeof listSettings>>['view'];
const list = () => perform(operator, 'readSettings', ownOrganisation, {}, listSettings) as Promise<Settings>;
const asked = <T>(member: SignedIn, ask: (uow: UnitOfWork) => Promise<T>) =>
  perform(member, 'listCases', ownOrganisation, {}, async (uow) =>
    done(await ask(uow), { type: 'cases.listed', detail: { shown: 0, page: 0 } as never }),
  ) as Promise<T>;
const lawyer = () => world.north.members.lawyer;

describe('configured rules', () => {
  it('are there after migrating, each with a source, none verified', async () => {
    const { rules, unverified } = await list();
    expect(rules.every(({ values }) => values.some(({ current }) => current))).toBe(true);
    expect(unverified).toBe(8);
    expect(await asked(lawyer(), (uow) => currentSetting(uow, 'period', new Date()))).toMatchObject({
      value: { from: '1998-02-27', to: '1999-06-20' },
      verified: false,
    });
  });

  it('give the window of a day', async () => {
    const open = async (day: string) => (await asked(lawyer(), (uow) => applicationWindow(uow, day))).open;
    expect([
      await open('2022-01-01'),
      await open('2023-03-01'),
      await open('2024-01-01'),
      await open('2025-05-16'),
    ]).toEqual([true, false, true, false]);
  });

  it('give due dates that say whether they are verified; a new value counts from its day', async () => {
    const due = (from: string) => asked(lawyer(), (uow) => dueDate(uow, 'deadline_supplement', from));
    expect(await due('2026-11-23')).toMatchObject({ dueOn: '2026-12-08', verified: false });
    await perform(operator, 'verifySetting', ownOrganisation, {}, (uow) =>
      changeSetting(uow, { key: 'deadline_supplement', days: 20, source: 'Official Gazette', validFrom: '2026-12-01' }),
    );
    expect(await due('2026-11-23')).toMatchObject({ dueOn: '2026-12-08' });
    expect(await due('2026-12-01')).toMatchObject({ dueOn: '2026-12-21', verified: false });
  });

  it('are confirmed by an operator, never by the one who entered the value', async () => {
    const rule = async (key: string) => (await list()).rules.find((entry) => entry.key === key)?.values ?? [];
    const confirm = (id: string) =>
      perform(operator, 'verifySetting', ownOrganisation, {}, (uow) => confirmSetting(uow, id));
    const [own] = await rule('deadline_supplement');
    await expect(confirm(own?.id ?? '')).rejects.toThrow(Forbidden);
    const [seeded] = await rule('deadline_decision');
    await confirm(seeded?.id ?? '');
    expect(await asked(lawyer(), (uow) => dueDate(uow, 'deadline_decision', '2026-11-23'))).toMatchObject({
      verified: true,
    });
  });

  it('are not listed for anybody but the operator', async () => {
    await expect(perform(lawyer(), 'readSettings', ownOrganisation, {}, listSettings)).rejects.toThrow(NotFound);
  });
});

describe('organisations', () => {
  it('show the operator how many work there, and nobody else', async () => {
    const seen = (await perform(operator, 'listOrganisations', ownOrganisation, {}, listOrganisations)) as {
      organisations: { id: string; members: number }[];
    };
    expect(seen.organisations.find(({ id }) => id === world.north.id)?.members).toBe(9);
    expect(JSON.stringify(seen)).not.toContain('lawyer');
    expect((await asked(lawyer(), countMembers)).size).toBe(0);
  });
});
