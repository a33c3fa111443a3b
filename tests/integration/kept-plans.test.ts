import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { caseScope } from '#app/features/cases/case-scope.server.ts';
import { casesInScope } from '#app/features/cases/case-list-repo.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import { inTransaction } from '#app/kernel/unit-of-work.server.ts';
import { createWorld, type World } from '../support/world.ts';
import { caseOf } from '../support/legal-case.ts';

// The plans are kept with a connection, which serves one member after another: what a plan lets through is asked anew each time.
let world: World;
let caseId: string;
beforeAll(async () => {
  world = await createWorld();
  caseId = await caseOf(world.north.members.lawyer);
});

const sees = (member: SignedIn) =>
  inTransaction(member, 'app', new Date(), async (uow) => ({
    scoped: await casesInScope(uow, caseScope(uow.actor), [caseId]),
    // No scope in the statement: the row-level security of the kept plan alone decides.
    bare: (await transactionOf(uow).case_file.findMany({ where: { id: { in: [caseId, randomUUID()] } }, select: { id: true } })).length,
    plans: Number(
      (await transactionOf(uow).$queryRaw<{ count: bigint }[]>`SELECT count(*) FROM pg_prepared_statements`)[0]?.count,
    ),
  }));

it('lets a kept plan show a case to its lawyer and to nobody else, in any order, however often', async () => {
  const { lawyer, caseworker } = world.north.members;
  const stranger = world.south.members.caseworker;
  let kept = 0;
  for (let round = 0; round < 12; round += 1) {
    for (const [member, count] of [[lawyer, 1], [stranger, 0], [caseworker, 0], [lawyer, 1]] as const) {
      const seen = await sees(member);
      expect([seen.scoped.length, seen.bare]).toEqual([count, count]);
      kept = Math.max(kept, seen.plans);
    }
  }
  expect(kept).toBeGreaterThan(1);
});
