import { publicLoader } from '#app/kernel/actor-route.server.ts';
import { readiness } from '#app/kernel/readiness.server.ts';

/** 200 only when the database, its migrations and the key module answer. */
export const loader = publicLoader(async () => {
  const checks = await readiness();
  const ready = Object.values(checks).every(Boolean);
  return Response.json({ ready, checks }, { status: ready ? 200 : 503 });
});
