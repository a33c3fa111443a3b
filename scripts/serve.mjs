/**
 * Serves the built application on the loopback interface; a reverse proxy on the same host terminates TLS.
 * Environment: PORT (3000), LINDEN_ORIGIN, LINDEN_LEAVE_URL, LOG_LEVEL, NODE_ENV=development for Vite's server,
 * LINDEN_WAITS=1 to load everything and listen once the parent process says so.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import compression from 'compression';
import express from 'express';
import helmet from 'helmet';
import pino from 'pino';
import { pinoHttp } from 'pino-http';

const root = resolve(import.meta.dirname, '..');
const development = process.env.NODE_ENV === 'development';
const port = Number(process.env.PORT ?? 3000);
const origin = process.env.LINDEN_ORIGIN ?? `http://localhost:${port}`;
const permissionsPolicy = [
  'camera',
  'microphone',
  'geolocation',
  'payment',
  'usb',
  'display-capture',
  'browsing-topics',
]
  .map((feature) => `${feature}=()`)
  .join(', ');
const log = pino({ level: process.env.LOG_LEVEL ?? 'info', base: undefined });
if (mayDumpCore())
  log.warn('a crash may write the memory of this process to disk: start it by scripts/start.mjs, or with ulimit -c 0');

const vite = development
  ? await (await import('vite')).createServer({ root, server: { middlewareMode: true, hmr: { port: port + 10_000 } } })
  : undefined;
const build = vite
  ? () => vite.ssrLoadModule('virtual:remix/server-build')
  : await import(pathToFileURL(resolve(root, 'build/server/index.js')).href);

const app = express();
app.disable('x-powered-by');
app.set('trust proxy', 'loopback');

app.use((request, response, next) => {
  delete request.headers['x-forwarded-host'];
  // Remix would answer another origin with 500. Without the header its check passes, and ours refuses with 403.
  if (request.headers.origin !== origin) delete request.headers.origin;
  response.locals.nonce = randomBytes(16).toString('base64');
  response.locals.requestId = randomUUID();
  response.setHeader('X-Request-Id', response.locals.requestId);
  response.setHeader('Permissions-Policy', permissionsPolicy);
  next();
});
app.use(
  pinoHttp({
    logger: log,
    genReqId: (_request, response) => response.locals.requestId,
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    autoLogging: { ignore: (request) => request.url.startsWith('/assets/') },
    quietReqLogger: true,
    serializers: {
      req: (request) => ({ method: request.method, path: withoutTypedText(request.url) }),
      res: (response) => ({ status: response.statusCode }),
      err: (error) => ({ type: error.type }),
    },
  }),
);
app.use(compression());
app.use(securityHeaders());

if (vite) app.use(vite.middlewares);
const client = resolve(root, 'build/client');
app.use('/assets', express.static(resolve(client, 'assets'), { immutable: true, maxAge: '1y', index: false }));
app.use(express.static(client, { maxAge: '1h', index: false, redirect: false }));

app.use((request, response, next) => {
  // What no route takes is refused here; HEAD is GET without a body. Whether a page takes a post, its route says (405).
  if (['GET', 'HEAD', 'POST'].includes(request.method)) return next();
  response.status(405).set({ Allow: 'GET, HEAD, POST', 'Cache-Control': 'no-store' }).type('text/plain').send('405');
});
app.use((request, response, next) => {
  // An address that cannot be read is an address that nobody knows: the page for that says so, in the reader's language.
  if (!isReadable(request.url)) request.url = '/-';
  response.setHeader('Cache-Control', 'no-store');
  next();
});
app.all(
  '*',
  createRequestHandler({
    build,
    mode: process.env.NODE_ENV ?? 'production',
    getLoadContext: (request, response) => ({
      nonce: response.locals.nonce,
      requestId: response.locals.requestId,
      clientAddress: request.ip ?? '',
      memo: new Map(),
    }),
  }),
);
app.use((error, request, response, next) => {
  log.error({ requestId: response.locals.requestId, type: error?.name }, 'request failed');
  if (response.headersSent) return next(error);
  response.status(500).type('text/plain').send('500');
});

if (process.env.LINDEN_WAITS) await theWord();

const server = app.listen(port, '127.0.0.1', () => {
  log.info({ port }, 'listening');
  process.send?.({ listening: port });
});
server.on('error', (error) => {
  log.fatal(error.code === 'EADDRINUSE' ? `port ${port} is taken; set PORT to another one` : error.code);
  process.exit(1);
});

const ending = new AbortController();
const { entry } = typeof build === 'function' ? await build() : build;
const sealing = entry.module.keepSealing(ending.signal);

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop());

/** Whoever started this process prepares the database meanwhile. */
async function theWord() {
  process.channel?.ref();
  await new Promise((resolve) => process.once('message', resolve));
  process.channel?.unref();
}

/** Only Linux tells. */
function mayDumpCore() {
  const limits = process.platform === 'linux' ? readFileSync('/proc/self/limits', 'utf8') : '';
  return /^Max core file size +(?!0 )/m.test(limits);
}

/** Lets running requests finish, for five seconds at most. */
async function stop() {
  setTimeout(() => process.exit(0), 5000).unref();
  ending.abort();
  await Promise.all([sealing, vite?.close()]);
  server.close(() => process.exit(0));
  server.closeIdleConnections();
}

function isReadable(url) {
  try {
    return typeof decodeURI(url) === 'string' && !url.includes('%00');
  } catch {
    return false;
  }
}

/** Of an address, what ours are made of: words, identifiers and numbers. Anything else was typed by somebody. */
function withoutTypedText(url) {
  const known = /^([a-z-]{0,24}|[0-9a-f-]{36}|[0-9]{1,5})$/;
  const [path] = url.split('?');
  return path
    .split('/')
    .map((part) => (known.test(part) ? part : '*'))
    .join('/');
}

function securityHeaders() {
  const nonce = (_request, response) => `'nonce-${response.locals.nonce}'`;
  const leave = new URL(process.env.LINDEN_LEAVE_URL ?? 'https://www.wikipedia.org').origin;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [nonce, "'strict-dynamic'"],
        // Vite's development server puts <style> elements into the page; a build has one stylesheet.
        styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: development ? ["'self'", 'ws:'] : ["'self'"],
        manifestSrc: ["'self'"],
        // Leaving quickly without JavaScript is a form whose answer redirects to that address.
        formAction: ["'self'", leave],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    // Without a referrer at all, browsers send "Origin: null" with forms and the origin check could not tell them apart.
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    strictTransportSecurity: origin.startsWith('https:') ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
}
