import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const OLDEST = [20, 19];

/** Throws when this Node is older than the dependencies accept. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Error(
    `Linden needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}. Node 24 is recommended.`,
  );
}

/** `npm ci` when node_modules is missing or does not hold what package-lock.json lists. */
export function installDependencies(root) {
  const marker = path.join(root, 'node_modules', '.linden-lock');
  const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const fingerprint = createHash('sha256').update(lock).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === fingerprint) return;
  if (!holds(path.join(root, 'node_modules', '.package-lock.json'), JSON.parse(lock).packages)) {
    process.stdout.write('Installing dependencies …\n');
    const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' };
    const { status } = spawnSync(
      'npm',
      ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'],
      options,
    );
    if (status !== 0) throw new Error('npm ci failed: the messages above say why.');
  }
  writeFileSync(marker, fingerprint);
}

/** npm writes what it installed at the end of an install. Packages for other machines are optional and may be absent. */
function holds(installedFile, wanted) {
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(([folder, { version, optional, peer }]) => {
    if (folder === '') return true;
    return installed[folder] ? installed[folder].version === version : Boolean(optional ?? peer);
  });
}
