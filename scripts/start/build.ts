import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { generate, isGenerated } from '../generate.mjs';
import { exclusively, fingerprint, isUpToDate, markUpToDate } from './build-cache.mjs';

const BUILT_FROM = [
  'app',
  'public',
  'prisma/schema.prisma',
  'vite.config.ts',
  'remix.config.js',
  'tsconfig.json',
  'package-lock.json',
];

/** Prisma's client, when the schema changed since it was generated. */
export async function ensureGenerated(root: string): Promise<void> {
  if (isGenerated()) return;
  await exclusively(root, () => {
    if (!isGenerated()) generate();
  });
}

/** Whether the application is built from the sources as they are. */
export function isBuilt(root: string): boolean {
  return isUpToDate(root, 'build', fingerprint(root, BUILT_FROM), productsIn(root));
}

/** The application, when anything it is made of changed since it was built. `say` is called before a build. */
export async function ensureBuilt(root: string, say: (line: string) => void): Promise<void> {
  const sources = fingerprint(root, BUILT_FROM);
  const products = productsIn(root);
  if (isUpToDate(root, 'build', sources, products)) return;
  await exclusively(root, async () => {
    if (isUpToDate(root, 'build', sources, products)) return;
    say('Building …');
    await buildApplication(root);
    markUpToDate(root, 'build', sources);
  });
}

function productsIn(root: string): string[] {
  return ['server/index.js', 'client/assets'].map((file) => path.join(root, 'build', file));
}

async function buildApplication(root: string): Promise<void> {
  const remix = createRequire(path.join(root, 'package.json')).resolve('@remix-run/dev/dist/cli.js');
  // Inside a test run the Vite configuration leaves Remix out.
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', VITEST: undefined };
  const child = spawn(process.execPath, [remix, 'vite:build', '--logLevel', 'warn'], { cwd: root, env, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`The application could not be built.\n${output}`);
}
