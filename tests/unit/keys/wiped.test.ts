import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';
import { CURRENT_PARAMETERS, stretchPassword } from '#app/platform/crypto/password.server.ts';
import { createMemberKeys } from '#app/platform/keys/member-keys.server.ts';
import { sealSessionSecrets } from '#app/platform/keys/session-secrets.server.ts';
import { bundle } from '../../../scripts/start/build-cache.mjs';
import { KIND, temporaryKeyModule } from '../../support/key-module.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const script = path.join(root, '.cache', `memory-child-${process.pid}.mjs`);
const input = `${script}.json`;
const password = 'three lime trees by the river';
const member = { memberId: 'm', organisationId: 'o' };

let remove: () => Promise<void>;
let values: Record<string, Uint8Array>;
beforeAll(async () => {
  await bundle(root, 'tests/support/memory-child.ts', script);
  const keys = await temporaryKeyModule();
  remove = keys.remove;
  const { record, seed } = await createMemberKeys(keys.module, { ...member, password });
  const token = randomBytes(32);
  const vaultSeed = randomBytes(32);
  const sealed = await sealSessionSecrets(keys.module, token, 's', new Map([['identity#1', vaultSeed]]));
  // What the other process computes on its way, computed here once more.
  const stretched = await stretchPassword(password, record.password_salt, CURRENT_PARAMETERS);
  const { mac } = await keys.module.hmac('pepper', lengthPrefixed('o', 'm', stretched), 1);
  const wrappingKey = hkdf(mac, record.password_salt, lengthPrefixed('linden/member/wrapping-key', 'o', 'm'), 32);
  const session = await keys.module.hmac('session', lengthPrefixed('s'), 1);
  const sessionKey = hkdf(
    lengthPrefixed(token, session.mac),
    new Uint8Array(0),
    lengthPrefixed('linden/session/key', 's'),
    32,
  );
  values = { stretched, pepper: mac, wrappingKey, seed, vaultSeed, sessionMac: session.mac, sessionKey };
  if (KIND === 'file') {
    const file = JSON.parse(readFileSync(keys.location.slice('file:'.length), 'utf8')) as {
      hmac: { pepper: { keys: Record<string, string> } };
    };
    values.pepperKeyOfTheFile = Buffer.from(file.hmac.pepper.keys['1']!, 'base64');
  }
  const given = { location: keys.location, member, password, record, token, sealed };
  await writeFile(
    input,
    JSON.stringify(given, (_name, value: unknown) =>
      isBytes(value) ? `base64:${Buffer.from(value.data ?? value).toString('base64')}` : value,
    ),
  );
}, 60_000);
afterAll(async () => {
  await remove();
  await rm(script);
  await rm(input);
});

function isBytes(value: unknown): value is { data: number[] } & Uint8Array {
  return value instanceof Uint8Array || (value as { type?: string } | null)?.type === 'Buffer';
}

/** Wiped to the last copy; of the others Node, OpenSSL and Argon2 keep copies (docs/decisions/032). */
const WHOLLY_WIPED = ['wrappingKey', 'seed', 'vaultSeed', 'sessionKey'];
const PARTLY_WIPED = ['stretched', 'pepper', 'sessionMac'];

describe.runIf(existsSync('/proc/self/maps'))('after a sign-in and a request', () => {
  test('the secrets are not left in memory; without the wiping they are (planted)', async () => {
    const [wiped, unwiped] = [await lookedAt('wiped'), await lookedAt('unwiped')];
    for (const name of [...WHOLLY_WIPED, ...PARTLY_WIPED])
      expect(unwiped[name], `${name}, not wiped`).toBeGreaterThan(0);
    for (const name of WHOLLY_WIPED) expect(wiped[name], name).toBe(0);
    for (const name of PARTLY_WIPED) expect(wiped[name], name).toBeLessThan(unwiped[name]!);
    // What is promised of a key file: whoever opens it has its keys in memory. A token's never are.
    if (KIND === 'file') expect(wiped.pepperKeyOfTheFile).toBeGreaterThan(0);
  }, 120_000);
});

async function lookedAt(mode: 'wiped' | 'unwiped'): Promise<Record<string, number>> {
  // Without a collection of garbage in between, which would decide by chance what is still there.
  const options = ['--max-semi-space-size=128', script, input, mode];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => child.once('close', resolve));
  const said = await new Promise((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('close', () => resolve('ended'));
  });
  expect(said).toBe('ready\n');
  const found = count(child);
  child.kill('SIGKILL');
  await gone;
  return found;
}

/** How often each value lies in the memory of a process. */
function count(child: ChildProcess): Record<string, number> {
  const found = Object.fromEntries(Object.keys(values).map((name) => [name, 0]));
  const memory = openSync(`/proc/${child.pid}/mem`, 'r');
  for (const [, from = '', to = '', rights = ''] of readFileSync(`/proc/${child.pid}/maps`, 'utf8').matchAll(
    /^(\w+)-(\w+) (\S+)/gm,
  )) {
    if (!rights.startsWith('rw')) continue;
    const [start, end] = [parseInt(from, 16), parseInt(to, 16)];
    const page = Buffer.alloc(1 << 20);
    for (let at = start; at < end; at += page.length - 64) {
      let bytes = 0;
      try {
        bytes = readSync(memory, page, 0, Math.min(page.length, end - at), at);
      } catch {
        break;
      }
      const part = page.subarray(0, bytes);
      for (const [name, value] of Object.entries(values)) {
        for (let hit = part.indexOf(value); hit >= 0; hit = part.indexOf(value, hit + 1)) found[name]! += 1;
      }
    }
  }
  closeSync(memory);
  return found;
}
