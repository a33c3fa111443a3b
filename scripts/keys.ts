/** The host's keys. `npm run keys -- init | status | rotate <key> | resign | retire <key> <version>` (docs/operations.md) */
import { parseArgs } from 'node:util';
import { keyStatus } from '#app/features/keys/key-status.server.ts';
import { retireKey } from '#app/features/keys/retire-key.server.ts';
import { rotateKey } from '#app/features/keys/rotate-key.server.ts';
import { signDirectoryAgain } from '#app/features/keys/sign-directory-again.server.ts';
import { closeClients } from '#app/platform/db/clients.server.ts';
import { env } from '#app/platform/env/env.server.ts';
import { type KeyPurpose, openKeyKeeper, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { KEY_PURPOSES, NEVER_ROTATED } from '#app/platform/keys/key-module-types.ts';

const USAGE = `Which command?
  npm run keys -- init                      make the keys of a new installation (--resume: of one whose making was interrupted)
  npm run keys -- status                    versions, and how many rows need each
  npm run keys -- rotate <key>              make a new version, for new work
  npm run keys -- resign                    sign the directory with the current version
  npm run keys -- retire <key> <version>    destroy an old version that nothing needs
Keys: ${KEY_PURPOSES.join(', ')}\n`;
const BACK_UP = 'Back up the keys now, before anybody signs in: what the new version makes opens with it alone.';

const say = (line: string) => process.stdout.write(`${line}\n`);

const COMMANDS: Record<string, (...given: string[]) => Promise<void>> = {
  init: async () => {
    const location = env().keyModule;
    const made = await openKeyKeeper(location).create(options.resume);
    await openKeyModule({ location });
    say(
      made.length > 0
        ? `Made: ${made.join(', ')}.\n${BACK_UP}`
        : 'The keys are there already, and answer. Nothing was made.',
    );
  },
  status: async () => {
    for (const { purpose, current, versions, missing } of await keyStatus()) {
      const fixed = NEVER_ROTATED[purpose] ? ' (never rotated)' : '';
      say(`${purpose}: version ${current}${fixed}`);
      for (const { version, rows, retirable } of versions) {
        say(
          `    ${version}: ${rows === 1 ? '1 row needs' : `${rows} rows need`} it${retirable ? '; it can be retired' : ''}`,
        );
      }
      for (const version of missing) {
        say(
          `    ${version}: MISSING. Rows need it, and what they keep does not open. Restore the keys from their backup.`,
        );
        process.exitCode = 1;
      }
    }
  },
  rotate: async (key) => {
    const version = await rotateKey(purposeOf(key));
    say(`${key}: version ${version} is current. Servers notice within seconds.\n${BACK_UP}`);
  },
  resign: async () => {
    const { signed, overtaken, refused } = await signDirectoryAgain();
    say(`Signed: ${signed}. Changed by somebody meanwhile: ${overtaken}.`);
    if (refused.length === 0) return;
    say(`NOT signed, because Linden did not write them as they are now:\n  ${refused.join('\n  ')}`);
    process.exitCode = 1;
  },
  retire: async (key, version = '') => {
    const purpose = purposeOf(key);
    if (!/^[1-9][0-9]{0,8}$/.test(version)) throw new Error(USAGE);
    say('Waiting a minute, for what running servers still do with it …');
    await retireKey(purpose, Number(version));
    say(`${purpose}: version ${version} is destroyed here. Destroy it in the backups of the keys too.`);
  },
};

const { values: options, positionals } = parseArgs({
  options: { resume: { type: 'boolean' } },
  allowPositionals: true,
});
const [name = '', ...given] = positionals;
try {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new Error(USAGE);
  await command(...given);
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 1;
} finally {
  await closeClients();
}

function purposeOf(key: string | undefined): KeyPurpose {
  if (!KEY_PURPOSES.includes(key as KeyPurpose)) throw new Error(USAGE);
  return key as KeyPurpose;
}

function reasonOf(error: unknown): string {
  if (JSON.stringify(error)?.includes('ECONNREFUSED')) {
    return 'The database does not answer. The embedded one runs while npm start does.';
  }
  return error instanceof Error ? error.message : String(error);
}
