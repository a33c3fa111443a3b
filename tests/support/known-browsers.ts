import { findAccount } from '#app/features/members/member-repo.server.ts';
import { knownBrowser, rememberBrowser } from '#app/platform/auth/known-browser.server.ts';

async function accountOf(email: string) {
  return { email, passwordSalt: (await findAccount(email))?.password_salt ?? null };
}

/** The mark of a browser in which she has signed in with the password of now, as a Cookie header. */
export async function markFor(email: string): Promise<string> {
  return (await rememberBrowser(null, await accountOf(email), new Date())).split(';')[0]!;
}

/** Whether wrong passwords from that browser still have a count of their own. */
export async function isKnown(email: string, mark: string): Promise<boolean> {
  return (await knownBrowser(mark, await accountOf(email), new Date())) !== null;
}
