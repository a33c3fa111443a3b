import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

function inPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))).find((file) => existsSync(file));
}

function fromPlaywright(root) {
  const file = createRequire(path.join(root, 'package.json'))('@playwright/test').chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

function attempt(command, args, root) {
  process.stdout.write(`Looking for a browser: ${command} ${args.join(' ')}\n`);
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'ignore'], timeout: 300_000 }).status === 0;
}

/** The path of a Chromium, installed if need be. @throws Error that says what to install */
export function findChromium(root) {
  const given = process.env.CHROMIUM_PATH;
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH is ${given}, and there is no such file.`);
  const found = given ?? inPath() ?? fromPlaywright(root);
  if (found) return found;
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  const withLibraries = process.getuid?.() === 0 ? ['--with-deps'] : [];
  if (attempt(process.execPath, [cli, 'install', ...withLibraries, 'chromium'], root)) {
    const downloaded = fromPlaywright(root);
    if (downloaded) return downloaded;
  }
  if (process.getuid?.() === 0) {
    attempt('apt-get', ['update', '-q'], root);
    attempt('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], root);
    const installed = inPath();
    if (installed) return installed;
  }
  throw new Error(
    'The browser tests need Chromium, and none was found or could be installed. Install it (on Debian: apt-get install ' +
      'chromium; elsewhere: npx playwright install chromium), or set CHROMIUM_PATH to the executable.',
  );
}
