import { redirect } from '@remix-run/node';
import { publicAction } from '#app/kernel/actor-route.server.ts';
import { leave } from '#app/features/members/leave.server.ts';

/** "Leave quickly": the session ends, and an ordinary page of another site takes this one's place. */
export const action = publicAction(async ({ request, context }) => {
  const { to, cookie } = await leave(request, context);
  return redirect(to, { status: 303, ...(cookie ? { headers: { 'Set-Cookie': cookie } } : {}) });
});
