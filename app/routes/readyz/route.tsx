import { isLoopback } from '#app/platform/env/env.server.ts';
import { publicLoader } from '#app/kernel/actor-route.server.ts';
import { readiness } from '#app/kernel/readiness.server.ts';

/** 200 only when the database, its migrations and the key module answer. Which one does not is told on this host alone. */
export const loader = publicLoader(async ({ context }) => {
  const checks = await readiness();
  const ready = Object.values(checks).every(Boolean);
  const told = isLoopback(context.clientAddress) ? { ready, checks } : { ready };
  return Response.json(told, { status: ready ? 200 : 503 });
});
