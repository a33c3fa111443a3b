import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertEvent } from '#app/kernel/audit.server.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { connectedAs } from '../support/database.ts';

let folder: string;
let note: string;

interface Answer {
  code: number;
  text: string;
}

function run(command: 'checkpoint' | 'verify', ...options: string[]): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', `scripts/audit-${command}.ts`, ...options],
      { env: process.env },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
    );
  });
}

const write = async (count: number) => {
  for (let written = 0; written < count; written += 1) {
    await insertEvent(clientFor('audit'), {
      ...{ at: new Date(), actorId: randomUUID(), actorOrganisationId: null, organisationId: randomUUID() },
      ...{ type: 'case.viewed', action: 'readCase', outcome: 'done', resourceKind: 'Case', resourceId: randomUUID() },
      ...{ caseId: null, consentId: null, purpose: null, detail: { n: written } },
    });
  }
};
const asSuperuser = (sql: string) => connectedAs('superuser', (client) => client.query(sql));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linden-notes-'));
  await write(12);
  await run('checkpoint', '--out', folder);
  note = path.join(folder, 'linden-12.note');
});
afterAll(() => rm(folder, { recursive: true }));

describe('the commands', { timeout: 120_000 }, () => {
  it('seal, write the checkpoint to a file, and pass a clean log with it', async () => {
    expect(await readdir(folder)).toEqual(['linden-12.note']);
    await write(3);
    const { code, text } = await run('verify', '--checkpoint', note);
    expect(text).toContain('12 events in the tree, 3 not yet covered by a checkpoint');
    expect(text).toContain('✓ Nothing was changed, removed, inserted or reordered.');
    expect(code).toBe(0);
  });

  it('take what a packet prints as well, typed in', async () => {
    const { rows } = await asSuperuser('SELECT root FROM audit.checkpoint WHERE size = 12');
    const root = (rows[0] as { root: Buffer }).root.toString('base64');
    expect((await run('verify', '--printed', `12:${root.slice(0, 16)}`)).code).toBe(0);
    const wrong = await run('verify', '--printed', `12:AAAA${root.slice(4, 16)}`);
    expect(wrong.code).toBe(1);
    expect(wrong.text).toContain('forked');
  });

  it('name what was tampered with, and answer 1', async () => {
    await asSuperuser(
      `UPDATE audit.event SET outcome = 'failed' WHERE sequence = 4; DELETE FROM audit.event WHERE sequence = 9`,
    );
    const { code, text } = await run('verify', note);
    expect(code).toBe(1);
    expect(text).toContain('✗ edited: 1');
    expect(text).toContain('event 4');
    expect(text).toContain('✗ missing: 1');
    expect(text).toContain('event 9');
  });

  it('say when they could not check, and answer 2', async () => {
    const broken = path.join(folder, 'broken.note');
    await writeFile(broken, 'not a note');
    expect((await run('verify', broken)).code).toBe(2);
    expect((await run('verify', path.join(folder, 'absent.note'))).code).toBe(2);
    expect((await run('verify', '--printed', '12:short')).code).toBe(2);
  });
});
