import { redirect } from '@remix-run/node';
import { publicAction, publicLoader } from '#app/kernel/actor-route.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import { languageCookie } from '#app/platform/i18n/language.server.ts';
import { defaultLanguage, isLanguage } from '#app/platform/i18n/languages.ts';
import { samePagePath } from '#app/platform/i18n/same-page-path.ts';

export const loader = publicLoader(() => redirect('/'));

export const action = publicAction(async ({ request }) => {
  const form = await readForm(request);
  const language = form.get('language');
  return redirect(samePagePath(form.get('to')), {
    status: 303,
    headers: { 'Set-Cookie': languageCookie(isLanguage(language) ? language : defaultLanguage) },
  });
});
