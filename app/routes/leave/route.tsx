import { redirect } from '@remix-run/node';
import { publicAction } from '#app/kernel/actor-route.server.ts';
import { leaveUrl } from '#app/kernel/leave.server.ts';

/** "Leave quickly" without JavaScript: an ordinary page of another site takes this one's place. */
export const action = publicAction(() => redirect(leaveUrl(), 303));
