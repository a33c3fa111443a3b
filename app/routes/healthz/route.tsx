import { publicLoader } from '#app/kernel/actor-route.server.ts';

/** The process answers. Asks nothing of the database. */
export const loader = publicLoader(() => new Response('ok\n', { headers: { 'Content-Type': 'text/plain' } }));
