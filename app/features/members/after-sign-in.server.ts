import { redirectDocument } from '@remix-run/node';
import { keepHeldForm } from '#app/features/drafts/keep-several.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import { sealForm } from '#app/kernel/held-form.server.ts';
import { signedInBy } from '#app/kernel/signed-in.server.ts';
import { rememberBrowser } from '#app/platform/auth/known-browser.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import { chosenAtTheDoor, heardMark } from '#app/platform/i18n/language.server.ts';
import { chooseLanguage } from './choose-language.server.ts';
import { findAccount } from './member-repo.server.ts';
import { ownPath } from './sign-in.schema.ts';

/** Where she wanted to go. */
export function wantedPath(request: Request): string {
  return ownPath(new URL(request.url).searchParams.get('to'));
}

/**
 * What the sign-in carries along, as the hidden `_carry`: '' = nothing. `asks`: the field that this step's own form has.
 * `arrived`: the post is not that form but one that was sent on here (307), so there is nothing to check yet.
 */
export async function carriedThrough(request: Request, asks: string): Promise<{ carry: string; arrived: boolean }> {
  const form = await readForm(request);
  const carry = form.get('_carry');
  if (typeof carry === 'string') return { carry, arrived: !form.has(asks) };
  const arrived = new URL(request.url).searchParams.has('unsaved') && !form.has(asks);
  return { carry: (arrived && sealForm(form, systemClock.now())) || '', arrived };
}

/** A Set-Cookie value: wrong passwords that come from elsewhere do not shut her out of this browser any more. */
export async function browserOf(email: string, request: Request): Promise<string> {
  const subject = email.trim().toLowerCase();
  const account = { email: subject, passwordSalt: (await findAccount(subject))?.password_salt ?? null };
  return rememberBrowser(request.headers.get('Cookie'), account, systemClock.now());
}

/**
 * She is in: what was carried becomes a draft of hers, the language she pressed on the way becomes hers, and she goes on.
 * A form of somebody else's is let go, and its page too.
 */
export async function goOn(request: Request, cookies: readonly string[], carry: string, to: string): Promise<Response> {
  const language = chosenAtTheDoor(request);
  const member = carry || language ? await signedInBy(cookies[0] ?? '') : null;
  if (member && language) await chooseLanguage(member, language);
  const next = member && carry && !(await keepHeldForm(member, carry)) ? '/' : to;
  const all = language ? [...cookies, heardMark()] : cookies;
  // A page load of its own: a browser holds the words of one language, and hers may be another than that of the sign-in.
  return redirectDocument(next, {
    status: 303,
    headers: all.map((cookie): [string, string] => ['Set-Cookie', cookie]),
  });
}
