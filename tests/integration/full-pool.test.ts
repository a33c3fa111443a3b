import { beforeAll, expect, it } from 'vitest';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { ask, cookieFor } from '../support/asking.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

it.each([
  ['app', 10],
  // Without a transaction it is the pool itself that gives up.
  ['auth', 4],
] as const)('answers 503 and no 500 when every connection of %s is in use, and goes on once one is free', async (role, size) => {
  const loader = actorLoader({ action: 'listCases', resource: ownOrganisation }, () =>
    Promise.resolve(done({ ok: true }, { type: 'cases.listed', detail: { shown: 0 } })),
  );
  const cookie = await cookieFor(world.north.members.caseworker.email);
  expect((await ask(loader, { cookie })).status).toBe(200);
  const busy = Array.from({ length: size }, () =>
    clientFor(role).$transaction((transaction) => transaction.$executeRaw`SELECT pg_sleep(13)`, { timeout: 20_000 }),
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await ask(loader, { cookie })).status).toBe(503);
  await Promise.all(busy);
  expect((await ask(loader, { cookie })).status).toBe(200);
}, 60_000);
