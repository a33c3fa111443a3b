import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const OLDEST = [20, 19];

/** Throws when this Node is older than the dependencies accept. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Error(`Linden needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}. Node 24 is recommended.`);
}

/** `npm ci` when node_modules is missing or was made from another package-lock.json. */
export function installDependencies(root) {
  const lockFile = path.join(root, 'package-lock.json');
  const marker = path.join(root, 'node_modules', '.linden-lock');
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  const byHand = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockFile).mtimeMs;
  if (!byHand) {
    process.stdout.write('Installing dependencies …\n');
    const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' };
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'], options);
    if (status !== 0) throw new Error('npm ci failed: the messages above say why.');
  }
  writeFileSync(marker, lock);
}
