import type { LoadContext } from '#app/platform/load-context.ts';
import { leaveUrl } from '#app/kernel/leave.server.ts';
import { signedIn } from '#app/kernel/signed-in.server.ts';
import { signOut } from './sign-out.server.ts';

/** Ends the session, if there is one, and says where to go: an ordinary page of another site. */
export async function leave(request: Request, context: LoadContext): Promise<{ to: string; cookie: string | null }> {
  const member = await signedIn(request, context);
  return { to: leaveUrl(), cookie: member ? await signOut(member) : null };
}
