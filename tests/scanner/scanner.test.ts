import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { addEvidence } from '#app/features/evidence/add-evidence.server.ts';
import { listEvidence } from '#app/features/evidence/view-evidence.server.ts';
import { Invalid } from '#app/kernel/errors.ts';
import { env } from '#app/platform/env/env.server.ts';
import { ScannerError, scanWithClamd } from '#app/platform/scanner/clamd.server.ts';
import { scannerProblems } from '../../scripts/doctor/scanner.ts';
import { EICAR, startClamd, type RunningClamd } from '../support/clamd.ts';
import { caseOf, onCase } from '../support/legal-case.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let clamd: RunningClamd;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'linden-scanner-'));
  [world, clamd] = await Promise.all([createWorld(), startClamd()]);
});
afterEach(() => (env().scanner = null));
afterAll(async () => {
  await clamd.stop();
  rmSync(folder, { recursive: true, force: true });
});

const MEGABYTE = 1024 * 1024;
const harmful = Buffer.from(EICAR);
const harmless = Buffer.from('plain words');

async function add(content: Uint8Array, name = 'note.txt') {
  const { lawyer } = world.north.members;
  const caseId = await caseOf(lawyer);
  const file = new File([new Uint8Array(content)], name);
  const form = { evidenceType: 'photo', title: 'a paper', provenance: undefined, file } as const;
  const refused = await onCase(lawyer, 'addEvidence', caseId, (uow) => addEvidence(uow, caseId, form)).then(
    () => null,
    (error: unknown) => (error instanceof Invalid ? error.fields['file']?.[0] : error),
  );
  const { pieces } = await onCase(lawyer, 'readEvidence', caseId, (uow) => listEvidence(uow, caseId));
  return { refused, kept: pieces.length };
}

/** A listener that does what is told with whoever connects. */
async function impostor(answer: string | null): Promise<{ socket: string; server: Server }> {
  const socket = path.join(folder, `${Math.random()}.sock`);
  const server = createServer((connection) => {
    connection.on('error', () => undefined);
    connection.resume();
    connection.once('data', () => connection.end(answer ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return { socket, server };
}

it('knows a harmful file from a harmless one, in one chunk and in many', async () => {
  expect(await scanWithClamd(clamd.socket, harmful)).toBe('harmful');
  expect(await scanWithClamd(clamd.socket, harmless)).toBe('clean');
  const long = Buffer.alloc(300_000, 'a ');
  expect(await scanWithClamd(clamd.socket, long)).toBe('clean');
  expect(await scanWithClamd(clamd.socket, Buffer.concat([long, harmful]))).toBe('harmful');
});

it('refuses a harmful file before it is sealed; without a scanner the same file is taken (planted)', async () => {
  env().scanner = clamd.socket;
  expect(await add(harmful)).toEqual({ refused: 'evidence:error.harmful', kept: 0 });
  expect(await add(harmless)).toEqual({ refused: null, kept: 1 });
  env().scanner = null;
  expect(await add(harmful)).toEqual({ refused: null, kept: 1 });
});

it('takes nothing that could not be looked at: a scanner that is gone, or a file too large for it', async () => {
  env().scanner = path.join(folder, 'nobody.sock');
  expect(await add(harmless)).toEqual({ refused: 'evidence:error.notScanned', kept: 0 });
  env().scanner = clamd.socket;
  expect(await add(Buffer.alloc(3 * MEGABYTE, 'a '))).toEqual({ refused: 'evidence:error.notScanned', kept: 0 });
});

it.each([
  ['says nothing', null],
  ['says something else', 'stream: maybe\0'],
  ['says an error', 'INSTREAM size limit exceeded. ERROR\0'],
  ['stops in the middle of its answer', 'stream: OK'],
  ['never stops', 'x'.repeat(100_000)],
])('does not believe a scanner that %s', async (_, answer) => {
  const { socket, server } = await impostor(answer);
  await expect(scanWithClamd(socket, harmless)).rejects.toThrow(ScannerError);
  server.close();
});

it('the doctor says whether it works', async () => {
  expect(await scannerProblems(null)).toEqual([]);
  expect(await scannerProblems(clamd.socket)).toEqual([]);
  expect(await scannerProblems(path.join(folder, 'nobody.sock'))).toEqual(['LINDEN_CLAMD: The scanner cannot be asked: ENOENT']);
  const { socket, server } = await impostor('stream: OK\0');
  expect((await scannerProblems(socket))[0]).toContain('does not know the test file');
  server.close();
  expect(existsSync(clamd.socket)).toBe(true);
});
