import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '#app/kernel/rate-limit.server.ts';
import { KEY_PURPOSES, NEVER_ROTATED } from '#app/platform/keys/key-module-types.ts';
import { SEALED_TABLES } from '#app/kernel/column-register.ts';
import { MOST_SESSIONS } from '#app/platform/auth/session-adapter.server.ts';
import { FILE_MAX_BYTES, MOST_FILES_OF_A_CASE } from '#app/features/evidence/evidence.schema.ts';

const page = (name: string) => readFileSync(`docs/${name}.md`, 'utf8');
const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('|'));

describe('docs/keys.md', () => {
  const inventory = page('keys').split('## Keys of the key module')[1]!.split('## Keys below them')[0]!;

  test('has a line for each key of the key module, and for no other', () => {
    const named = [...inventory.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([...KEY_PURPOSES].sort());
  });

  test('says of each whether it is ever exchanged, as the code does', () => {
    for (const purpose of KEY_PURPOSES) {
      const row = rowsOf(inventory).find((line) => line.includes(`\`${purpose}\``))!;
      expect([purpose, /never:/.test(row)]).toEqual([purpose, purpose in NEVER_ROTATED]);
    }
  });

  test('names every subject that has content keys of its own', () => {
    const words = { case: 'case', group_session: 'group session', packet: 'packet', packet_consent: 'packet consent' };
    const kinds = { ...words, letter: 'letter', review_file: 'review file' };
    const used = new Set(Object.values(SEALED_TABLES).map(({ subject }) => subject.kind));
    for (const kind of used) expect(page('keys').split('## Keys below them')[1]).toContain(kinds[kind]);
  });
});

describe('the pages of limits', () => {
  const accounts = page('accounts');
  const said = (text: string) => expect(accounts.replaceAll(/\s+/g, ' ')).toContain(text);

  test('say what the counters hold', () => {
    const { account, address, browser, factor, factorDay, confirmation, recovery, recoveryAddress } = LIMITS;
    for (const { most, minutes } of [account, address, browser]) said(`${most} in ${minutes} minutes`);
    expect(LIMITS.browsers.minutes).toBe(24 * 60);
    said(`all such browsers of one account together | ${LIMITS.browsers.most} in a day`);
    said(`${factor.most} in ${factor.minutes} minutes, ${factorDay.most} in a day`);
    said(`confirmations in a session | ${confirmation.most} in ${confirmation.minutes} minutes`);
    expect([recovery.minutes, recoveryAddress.minutes]).toEqual([60, 60]);
    said(`${recovery.most} in an hour; ${recoveryAddress.most} from one address`);
    said(`${LIMITS.invitation.most} in ${LIMITS.invitation.minutes} minutes; ${LIMITS.invitationAddress.most} from`);
    said(`**${MOST_SESSIONS} sessions**`);
  });

  test('say how many files and how large', () => {
    const rules = page('rules');
    expect(rules).toContain(`${FILE_MAX_BYTES / 1024 / 1024} MB, one in a form`);
    expect(rules).toContain(`${MOST_FILES_OF_A_CASE} of a case`);
    expect(rules).toContain(`${LIMITS.files.most} added by one member in a day`);
  });
});
