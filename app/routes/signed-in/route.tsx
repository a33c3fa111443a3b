import { publicLoader } from '#app/kernel/actor-route.server.ts';
import { signedIn } from '#app/kernel/signed-in.server.ts';

/** What a page asks before it sends a form: who is signed in in this browser, by her own id, or nobody. */
export const loader = publicLoader(async ({ request, context }) =>
  Response.json({ member: (await signedIn(request, context))?.actor.id ?? null }),
);
