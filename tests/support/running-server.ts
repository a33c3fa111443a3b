import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { withoutCoreDumps } from '../../scripts/start/without-core-dumps.ts';
import { PASSWORD } from './world.ts';

export interface RunningServer {
  readonly origin: string;
  /** everything the process wrote */
  output(): string;
  stop(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');

/** The built application on a free port, with the settings of this test file. Builds it first when it is out of date. */
export async function startServer(settings: Record<string, string> = {}): Promise<RunningServer> {
  const { ensureBuilt } = await import('../../scripts/start/build.ts');
  await ensureBuilt(root, () => undefined);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    LINDEN_ORIGIN: origin,
    ...settings,
  };
  const command = withoutCoreDumps(process.execPath, ['scripts/serve.mjs']);
  const child = spawn(...command, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await listening(child, () => output);
  return {
    origin,
    output: () => output,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function listening(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      if (output().includes('listening')) finish(resolve);
      else if (child.exitCode !== null) finish(() => reject(new Error(`The server ended.\n${output()}`)));
    }, 50);
    const finish = (then: () => void) => {
      clearInterval(timer);
      then();
    };
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export type Fields = Record<string, string | Blob | readonly string[]>;

/** What a browser of our own pages sends. `cookie` signs in, `fields` makes it a post. */
export async function send(
  server: RunningServer,
  address: string,
  { cookie = '', fields, headers = {} }: { cookie?: string; fields?: Fields; headers?: Record<string, string> } = {},
): Promise<Response> {
  const own = {
    Cookie: cookie,
    Accept: 'text/html',
    ...(fields ? { Origin: server.origin, 'Sec-Fetch-Site': 'same-origin' } : {}),
  };
  const sent = new Headers({ ...own, ...headers });
  for (const [name, value] of Object.entries(headers)) if (value === '') sent.delete(name);
  return fetch(`${server.origin}${address}`, {
    method: fields ? 'POST' : 'GET',
    redirect: 'manual',
    headers: sent,
    ...(fields ? { body: formOf(fields) } : {}),
  });
}

function formOf(fields: Fields): URLSearchParams | FormData {
  const files = Object.values(fields).some((value) => value instanceof Blob);
  const form = files ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? (value as string[]) : [value as string]) form.append(name, one);
  }
  return form;
}

/** Signs in over HTTP. Answers the Cookie header of the session. */
export async function cookieOf(server: RunningServer, email: string): Promise<string> {
  const response = await send(server, '/login', { fields: { email, password: PASSWORD } });
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  if (response.status !== 303 || !cookie) throw new Error(`${email} was not signed in (${response.status}).`);
  return cookie;
}
