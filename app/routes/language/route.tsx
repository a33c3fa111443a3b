import { redirect } from '@remix-run/node';
import { publicAction, publicLoader } from '#app/kernel/actor-route.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import { signedIn } from '#app/kernel/signed-in.server.ts';
import { chooseLanguage } from '#app/features/members/choose-language.server.ts';
import { chosenMark, languageCookie } from '#app/platform/i18n/language.server.ts';
import { defaultLanguage, isLanguage } from '#app/platform/i18n/languages.ts';
import { samePagePath } from '#app/platform/i18n/same-page-path.ts';

export const loader = publicLoader(() => redirect('/'));

/** A press on a language: hers at once when she is signed in, and otherwise when she signs in. */
export const action = publicAction(async ({ request, context }) => {
  const form = await readForm(request);
  const asked = form.get('language');
  const language = isLanguage(asked) ? asked : defaultLanguage;
  const member = await signedIn(request, context);
  if (member) await chooseLanguage(member, language);
  const cookies = member ? [languageCookie(language)] : [languageCookie(language), chosenMark()];
  return redirect(samePagePath(form.get('to')), {
    status: 303,
    headers: cookies.map((cookie): [string, string] => ['Set-Cookie', cookie]),
  });
});
