/** What was built from which sources, so that a warm start builds nothing. Kept in .cache/, safe to delete. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** SHA-256 over names and contents of files and folders (generated code left out), relative to the root. */
export function fingerprint(root, paths) {
  const hash = createHash('sha256');
  for (const name of paths) addTo(hash, root, name);
  return hash.digest('hex');
}

function addTo(hash, root, name) {
  const stat = statSync(path.join(root, name), { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) {
    hash.update(`${name}\0${stat.size}\0`).update(readFileSync(path.join(root, name)));
    return;
  }
  if (name.endsWith('generated.server')) return;
  for (const entry of readdirSync(path.join(root, name)).sort()) addTo(hash, root, `${name}/${entry}`);
}

function markFile(root, what) {
  return path.join(root, '.cache', `${what}.fingerprint`);
}

/** Whether `what` was made from these sources and everything it made is still there. */
export function isUpToDate(root, what, sources, products) {
  const file = markFile(root, what);
  return existsSync(file) && readFileSync(file, 'utf8') === sources && products.every((product) => existsSync(product));
}

export function markUpToDate(root, what, sources) {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  writeFileSync(markFile(root, what), sources);
}

/** One builder at a time: two starts from the same clone must not write the same files. The lock of a dead process is taken. */
export async function exclusively(root, work) {
  const lock = path.join(root, '.cache', 'building');
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!holderLives(lock)) rmSync(lock, { force: true });
      else await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function holderLives(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return true; // a lock without a number yet was made this very moment
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Bundles a TypeScript entry into one module; packages stay in node_modules. Vite brings esbuild. */
export async function bundle(root, entry, outfile) {
  const require = createRequire(path.join(root, 'package.json'));
  const esbuild = createRequire(require.resolve('vite/package.json'))('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '#app': path.join(root, 'app') },
    logLevel: 'error',
  });
  await esbuild.stop?.();
}
