import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { languageCookie } from '#app/platform/i18n/language.server.ts';
import { defaultLanguage, isLanguage } from '#app/platform/i18n/languages.ts';
import { samePagePath } from '#app/platform/i18n/same-page-path.ts';

export function loader() {
  return redirect('/');
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const language = form.get('language');
  return redirect(samePagePath(form.get('to')), {
    status: 303,
    headers: { 'Set-Cookie': languageCookie(isLanguage(language) ? language : defaultLanguage) },
  });
}
