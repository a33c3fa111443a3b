import { data, type LinksFunction, type LoaderFunctionArgs } from '@remix-run/node';
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '#app/platform/load-context.ts';
import { whatWasDone } from '#app/features/audit/what-was-done.server.ts';
import { heardCookie, saidIn } from '#app/kernel/said.server.ts';
import { languageOf } from '#app/platform/i18n/language.server.ts';
import { languageTags } from '#app/platform/i18n/languages.ts';
import { useLanguage } from '#app/platform/i18n/use-format.ts';
import { AppShell } from '#app/ui/app-shell.tsx';
import { useNonce } from '#app/ui/nonce.ts';
import type { RootData } from '#app/ui/root-data.ts';
import { RouteError } from '#app/ui/route-error.tsx';
import { useSaid } from '#app/ui/said.tsx';
import { useFocusAfter } from '#app/ui/use-focus-after.ts';
import stylesheet from '#app/tailwind.css?url';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

export const meta = () => [{ title: 'Linden' }, { name: 'robots', content: 'noindex, nofollow' }];

export function loader({ request }: LoaderFunctionArgs) {
  const language = languageOf(request);
  const once = crypto.randomUUID();
  const text = whatWasDone(request, language);
  const view: RootData = {
    language,
    once,
    leaveUrl: process.env['LINDEN_LEAVE_URL'] ?? 'https://www.wikipedia.org/',
    said: text ? { id: once, text } : null,
  };
  return data(view, saidIn(request) ? { headers: { 'Set-Cookie': heardCookie() } } : {});
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const language = useLanguage();
  return (
    <html lang={languageTags[language]}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
        {/* zod would otherwise try `new Function`, which the content security policy refuses and reports. */}
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: 'globalThis.__zod_globalConfig={jitless:true}' }}
        />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  const { t } = useTranslation('common');
  const taken = useFocusAfter();
  const said = useSaid();
  const done = said?.text ?? (taken > 0 ? t('notice.success') : null);
  return (
    <>
      <Outlet />
      <p aria-live="polite" className="sr-only">
        {done ? <span key={said?.id ?? taken}>{done}</span> : null}
      </p>
    </>
  );
}

/** Outside a member's pages, or where nobody knows who asks. */
export function ErrorBoundary() {
  return (
    <AppShell>
      <RouteError />
    </AppShell>
  );
}
