import { beforeAll, describe, expect, it } from 'vitest';
import { recordReadiness } from '#app/features/cases/record-readiness.server.ts';
import { listNotices } from '#app/features/notices/list-notices.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { aCase, onCase } from '../support/casework.ts';
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
