import { keepParting } from '#app/features/drafts/keep-several.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import type { LoadContext } from '#app/platform/load-context.ts';
import { leaveUrl } from '#app/kernel/leave.server.ts';
import { signedIn } from '#app/kernel/signed-in.server.ts';
import { signOut } from './sign-out.server.ts';

/** Keeps what was being written, ends the session, if there is one, and says where to go: an ordinary page of another site. */
export async function leave(request: Request, context: LoadContext): Promise<{ to: string; cookie: string | null }> {
  const member = await signedIn(request, context);
  if (member) await keepParting(member, await partingTexts(request));
  return { to: leaveUrl(), cookie: member ? await signOut(member) : null };
}

/** A form that cannot be read is no reason to stay. */
async function partingTexts(request: Request): Promise<FormDataEntryValue[]> {
  try {
    return (await readForm(request)).getAll('draft');
  } catch {
    return [];
  }
}
