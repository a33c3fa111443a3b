/** Generates Prisma's client from prisma/schema.prisma, offline. `npm run generate` */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fingerprint, isUpToDate, markUpToDate } from './start/build-cache.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const SOURCES = ['prisma/schema.prisma', 'package-lock.json'];
const PRODUCT = path.join(root, 'app/platform/db/generated.server/client.ts');

/** Whether the client is the one of the present schema. */
export function isGenerated() {
  return isUpToDate(root, 'generated', fingerprint(root, SOURCES), [PRODUCT]);
}

/** The CLI insists on having a schema engine, which `generate` never runs: any executable satisfies it. */
export function generate() {
  const sources = fingerprint(root, SOURCES);
  const cli = path.join(
    path.dirname(createRequire(import.meta.url).resolve('prisma/package.json')),
    'build',
    'index.js',
  );
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
  const result = spawnSync(process.execPath, [cli, 'generate'], { cwd: root, env, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`prisma generate failed.\n${result.stdout}${result.stderr}`);
  markUpToDate(root, 'generated', sources);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    generate();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
