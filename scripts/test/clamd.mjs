import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd', '/usr/bin/clamd'];
const installed = () => PLACES.find((file) => existsSync(file));

function attempt(command, args) {
  process.stdout.write(`Looking for clamd: ${command} ${args.join(' ')}\n`);
  const options = { stdio: ['ignore', 'ignore', 'ignore'], timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  return spawnSync(command, args, options).status === 0;
}

/** The path of ClamAV's clamd, installed if need be; it is only run by the test itself. @throws Error that says what to install */
export function findClamd() {
  const given = process.env.CLAMD_PATH;
  if (given && !existsSync(given)) throw new Error(`CLAMD_PATH is ${given}, and there is no such file.`);
  const found = given ?? installed();
  if (found) return found;
  if (process.getuid?.() === 0) {
    attempt('apt-get', ['update', '-q']);
    attempt('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'clamav-daemon']);
    const now = installed();
    if (now) return now;
  }
  throw new Error(
    'The tests of the scanner need clamd, and it was not found or could not be installed. Install it (on Debian: ' +
      'apt-get install clamav-daemon), or set CLAMD_PATH to it.',
  );
}
