/**
 * The process that the drill kills: signs a custodian in, renews every vault of her organisation unless a renewal is open,
 * and works until all are done. Says `ready` when it begins, `begun` once the new epochs are committed, `done` at the end.
 */
import { actAs } from '#app/features/members/act-as.server.ts';
import { renewByHand } from '#app/features/vaults/renew-by-hand.server.ts';
import { rewrappingSettled, rewrapVault } from '#app/features/vaults/rewrap-vault.server.ts';
import { listRotations } from '#app/features/vaults/rotation-repo.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { COMPARTMENTS } from '#app/kernel/roles.ts';
import { inTransaction, withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

const [email = '', password = ''] = process.argv.slice(2);
const custodian = await actAs(email, password);
const say = (word: string) => process.stdout.write(`${word}\n`);

const open = await inTransaction(custodian, 'app', new Date(), async (uow) =>
  (await listRotations(uow)).filter(({ state }) => state === 'open'),
);
say('ready');
if (open.length === 0) {
  const work = {
    action: 'renewKeys',
    resource: (uow: UnitOfWork) => ownOrganisation.load(uow, {}),
    now: new Date(),
  } as const;
  await withUnitOfWork(custodian, work, (uow) => renewByHand(uow, COMPARTMENTS.cso, 'routine'));
  say('begun');
  await rewrappingSettled();
} else {
  for (const { id } of open) await rewrapVault(custodian, id);
}
say('done');
process.exit(0);
