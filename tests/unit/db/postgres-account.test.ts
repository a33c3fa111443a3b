import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canEnter } from '#app/platform/db/postgres-account.server.ts';
import { clearStaleLock, readPostmaster, runsCluster } from '#app/platform/db/postgres-process.server.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'linden-account-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an account enters a folder only when every folder on the way lets it', () => {
  const stranger = { uid: 54_321, gid: 54_321 };
  const inner = path.join(folder, 'clone', 'data');
  mkdirSync(inner, { recursive: true });
  for (const each of [folder, path.dirname(inner), inner]) chmodSync(each, 0o711);
  expect(canEnter(stranger, inner)).toBe(true);
  expect(canEnter(stranger, path.join(inner, 'not-there-yet'))).toBe(true);
  chmodSync(folder, 0o700);
  expect(canEnter(stranger, inner)).toBe(false);
  expect(canEnter(undefined, inner)).toBe(true);
});

const lock = (pid: number, status: string): string =>
  [pid, folder, 1_700_000_000, 54_329, '', '127.0.0.1', '  1 2', status].join('\n');

test('a lock file whose number belongs to another program by now is removed', () => {
  writeFileSync(path.join(folder, 'postmaster.pid'), lock(process.pid, 'ready   '));
  expect(readPostmaster(folder)).toEqual({ pid: process.pid, port: 54_329, ready: true });
  expect(runsCluster(process.pid, folder)).toBe(false);
  clearStaleLock(folder);
  expect(readPostmaster(folder)).toBeUndefined();
});
