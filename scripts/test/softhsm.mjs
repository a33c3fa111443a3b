import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const LIBRARY = 'libsofthsm2.so';
const FOLDERS = ['/usr/lib', '/usr/lib64', '/usr/local/lib', '/opt/homebrew/lib', '/usr/pkg/lib'];

/** Distributions put it under softhsm/ or pkcs11/, Debian also under its name of the machine. */
function installed() {
  const machines = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.includes('-linux-')) : [];
  return [...FOLDERS, ...machines.map((name) => `/usr/lib/${name}`)]
    .flatMap((folder) => ['softhsm', 'pkcs11', '.'].map((part) => path.join(folder, part, LIBRARY)))
    .find((file) => existsSync(file));
}

function attempt(command, args, cwd) {
  process.stdout.write(`Looking for SoftHSM: ${command} ${args.join(' ')}\n`);
  const options = { cwd, stdio: ['ignore', 'ignore', 'ignore'], timeout: 300_000 };
  return spawnSync(command, args, options).status === 0;
}

/** The package that speaks PKCS #11 is optional and compiled at its installation, which may have been left out. */
function requirePackage(root) {
  const works = () => {
    const script = "require('pkcs11js')";
    return spawnSync(process.execPath, ['-e', script], { cwd: root, stdio: 'ignore' }).status === 0;
  };
  if (works()) return;
  const { version } = createRequire(path.join(root, 'package.json'))('./package-lock.json').packages[
    'node_modules/pkcs11js'
  ];
  attempt('npm', ['install', '--no-save', '--no-audit', '--no-fund', `pkcs11js@${version}`], root);
  attempt('npm', ['rebuild', 'pkcs11js'], root);
  if (works()) return;
  throw new Error(
    'The tests of keys in a token need the package pkcs11js, which could not be built. Install Python 3, make and a C++ ' +
      'compiler (on Debian: apt-get install python3 make g++), and then: npm install && npm rebuild pkcs11js.',
  );
}

/** The path of SoftHSM's library, installed if need be. @throws Error that says what to install */
export function findSoftHsm(root) {
  requirePackage(root);
  const given = process.env.SOFTHSM2_MODULE;
  if (given && !existsSync(given)) throw new Error(`SOFTHSM2_MODULE is ${given}, and there is no such file.`);
  const found = given ?? installed();
  if (found) return found;
  if (process.getuid?.() === 0) {
    attempt('apt-get', ['update', '-q'], root);
    attempt('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'softhsm2'], root);
    const now = installed();
    if (now) return now;
  }
  throw new Error(
    'The tests of keys in a token need SoftHSM 2, and it was not found or could not be installed. Install it (on Debian: ' +
      'apt-get install softhsm2), or set SOFTHSM2_MODULE to its library libsofthsm2.so.',
  );
}
