import { beforeAll, expect, test } from 'vitest';
import { actAs } from '#app/features/members/act-as.server.ts';
import { letGo } from '#app/features/members/let-go.server.ts';
import { memberResource } from '#app/features/members/member-facts.server.ts';
import { rewrappingSettled } from '#app/features/vaults/rewrap-vault.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { connectedAs } from '../support/database.ts';
import { openedByLeaver, takeAlong } from '../support/leaver.ts';
import { aFileUnderReview, onFile } from '../support/packets.ts';
import { createWorld, PASSWORD, perform, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

test('what a commission was handed is sealed to its new keys, and its files go on being read', async () => {
  const { packetId, fileId } = await aFileUnderReview(world);
  const { custodian, reviewer, secretary, secondReviewer } = world.commission.members;
  const { id } = secondReviewer.actor;
  const taken = await connectedAs('superuser', (client) => takeAlong(client, id));
  const opened = async () =>
    (await connectedAs('superuser', (client) => openedByLeaver(client, taken, PASSWORD))).opened;
  expect(await opened()).toBeGreaterThan(0);

  await perform(custodian, 'letGo', memberResource, { memberId: id }, (uow) => letGo(uow, id, undefined));
  await rewrappingSettled();
  expect(await opened()).toBe(0);

  const { rows } = await connectedAs('superuser', (client) =>
    client.query('SELECT compartment, epoch FROM keys.sealed_key WHERE recipient_organisation_id = $1 ORDER BY 1', [
      world.commission.id,
    ]),
  );
  expect(rows).toEqual([
    { compartment: 'identity_sheet', epoch: 1 },
    { compartment: 'review', epoch: 2 },
  ]);
  const subject = { kind: 'packet', id: packetId, organisationId: world.north.id } as const;
  await onFile(await actAs(reviewer.email, PASSWORD), 'readFile', fileId, async (uow) => {
    expect((await uow.contentKeys.get(subject, 'legal')).key).toHaveLength(32);
    return done(null, { type: 'notices.listed', detail: { shown: 0 } });
  });
  await onFile(await actAs(secretary.email, PASSWORD), 'readFile', fileId, async (uow) => {
    expect((await uow.contentKeys.get(subject, 'identity')).key).toHaveLength(32);
    expect(uow.keys.vault('review', 1)).toBeUndefined();
    return done(null, { type: 'notices.listed', detail: { shown: 0 } });
  });
}, 120_000);
