import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { languageOf } from '#app/platform/i18n/language.server.ts';
import { serverI18n } from '#app/platform/i18n/translator.server.ts';
import { NonceContext } from '#app/ui/nonce.ts';

/** What this process does besides answering; scripts/serve.mjs starts it. */
export { keepSealing } from '#app/kernel/keep-sealing.server.ts';

const streamTimeout = 10_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const { nonce } = loadContext;
  const wholePage = isbot(request.headers.get('User-Agent') ?? '');
  return new Promise((resolve, reject) => {
    let failed = false;
    const answer = () => {
      const body = new PassThrough();
      headers.set('Content-Type', 'text/html; charset=utf-8');
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }));
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <I18nextProvider i18n={serverI18n(languageOf(request))}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} abortDelay={streamTimeout} />
        </I18nextProvider>
      </NonceContext.Provider>,
      {
        nonce,
        onShellReady: wholePage ? undefined : answer,
        onAllReady: wholePage ? answer : undefined,
        onShellError: reject,
        onError: () => {
          failed = true;
        },
      },
    );
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

/** A loader's unexpected error: its class alone is logged, because a message may quote what somebody typed. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  const type = error instanceof Error ? error.name : typeof error;
  process.stderr.write(
    `${JSON.stringify({ level: 50, requestId: context?.requestId, type, msg: 'unexpected error' })}\n`,
  );
}
