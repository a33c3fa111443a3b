import type { LoaderFunctionArgs } from '@remix-run/node';
import { languageOf } from '#app/platform/i18n/language.server.ts';
import { languageTags } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import { errorTexts, knownStatus, type KnownStatus } from './error-texts.ts';
import stylesheet from '#app/tailwind.css?url';

interface Answered {
  type: string;
  data: unknown;
  init?: { status?: number } | null;
}

/**
 * A loader that answers with a file and has no page of its own: when it refuses somebody who followed a link, she reads why in her
 * language, with the same status. Without this the browser shows a bare code, and a script an error of the server.
 */
export function fileAnswer<
  Loader extends ((args: LoaderFunctionArgs) => Promise<unknown>) & { readonly declaration: object },
>(loader: Loader): Loader {
  const answering = async (args: LoaderFunctionArgs) => {
    try {
      return await loader(args);
    } catch (error) {
      if (!isAnswer(error)) throw error;
      const status = error.init?.status ?? 500;
      throw asksForPage(args.request) ? refusal(args.request, status) : Response.json(error.data, { status });
    }
  };
  return Object.assign(answering, { declaration: loader.declaration }) as unknown as Loader;
}

function isAnswer(error: unknown): error is Answered {
  return typeof error === 'object' && error !== null && (error as Partial<Answered>).type === 'DataWithResponseInit';
}

/** What a browser sends that opens an address, and a script does not. */
function asksForPage(request: Request): boolean {
  return (request.headers.get('Accept') ?? '').includes('text/html');
}

function refusal(request: Request, status: number): Response {
  const language = languageOf(request);
  const t = translator(language, 'errors');
  const known = knownStatus(status);
  // Of a file these two mean something else than of a page.
  const ofFiles: Partial<Record<KnownStatus, [title: string, text: string]>> = {
    403: [t('page.file403.title'), t('page.file403.text')],
    409: [t('page.file409.title'), t('page.file409.text')],
  };
  const [title, text] = ofFiles[known] ?? errorTexts(t)[known];
  // The page that the file hangs on: `/files/<id>` of `/files/<id>/print`.
  const above = new URL(request.url).pathname.replace(/\/[^/]*$/, '') || '/';
  const html = `<!DOCTYPE html>
<html lang="${languageTags[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>Linden</title>
<link rel="stylesheet" href="${stylesheet}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
</head>
<body>
<main class="mx-auto grid max-w-prose gap-4 px-4 py-8">
<p class="text-small font-semibold text-quiet">${known}</p>
<h1 class="text-title">${escaped(title)}</h1>
<p class="text-lead">${escaped(text)}</p>
<p class="flex flex-wrap gap-x-5"><a class="link inline-flex min-h-11 items-center" href="${escaped(above)}">${escaped(t('page.back'))}</a>
<a class="link inline-flex min-h-11 items-center" href="/">${escaped(t('page.home'))}</a></p>
</main>
</body>
</html>
`;
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  return new Response(html, { status, headers });
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}
