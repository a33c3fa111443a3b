/**
 * Seals every event into the log's tree now, signs a checkpoint and writes it to a file, to be taken off the host.
 * `npm run audit:checkpoint -- --out FOLDER`; without a folder it is printed.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { newestCheckpoint, sealEvents, type Sealing } from '#app/kernel/seal-events.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import { closeClients } from '#app/platform/db/clients.server.ts';

const PATIENCE_MS = 150_000;
const SAID: Record<Exclude<Sealing['outcome'], 'recent'>, string> = {
  sealed: 'Sealed',
  nothing: 'There was nothing new to seal',
  waiting: 'Not sealed: a transaction that writes has not ended. Try again',
  busy: 'Not sealed: another process is at it. Try again',
};

const { values } = parseArgs({ options: { out: { type: 'string' } } });
try {
  const { outcome, added } = await sealEvents({ now: systemClock.now(), patienceMs: PATIENCE_MS });
  if (outcome === 'waiting' || outcome === 'busy') process.exitCode = 1;
  process.stderr.write(`${SAID[outcome === 'recent' ? 'nothing' : outcome]} (${added} events).\n`);
  const newest = await newestCheckpoint();
  if (newest && values.out) {
    const file = path.join(values.out, `linden-${newest.size}.note`);
    await writeFile(file, newest.note, { flag: 'w' });
    process.stderr.write(`${file}\n`);
  } else if (newest) process.stdout.write(newest.note);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await closeClients();
}
