import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { versionOfClamd } from '#app/platform/scanner/clamd.server.ts';

/** The harmless text that every scanner knows as harmful, in two parts so that this file is none. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

export interface RunningClamd {
  socket: string;
  stop(): Promise<void>;
}

/** A clamd of its own that knows one signature, that of EICAR, and takes at most 1 MB. */
export async function startClamd(): Promise<RunningClamd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'linden-clamd-'));
  const socket = path.join(folder, 'clamd.sock');
  const config = path.join(folder, 'clamd.conf');
  writeFileSync(path.join(folder, 'test.ndb'), `Eicar-Test:0:*:${Buffer.from(EICAR).toString('hex')}\n`);
  const settings = [
    'Foreground yes',
    `LocalSocket ${socket}`,
    `DatabaseDirectory ${folder}`,
    `TemporaryDirectory ${folder}`,
    `LogFile ${path.join(folder, 'clamd.log')}`,
    'StreamMaxLength 1M',
    ...(process.getuid?.() === 0 ? ['User root'] : []),
  ];
  writeFileSync(config, `${settings.join('\n')}\n`);
  const child = spawn(process.env['CLAMD_PATH'] ?? '/usr/sbin/clamd', ['--config-file', config], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let waited = 0; waited < 20_000; waited += 100) {
    if (await versionOfClamd(socket).catch(() => null)) break;
    await sleep(100);
  }
  return {
    socket,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
