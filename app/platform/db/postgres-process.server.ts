import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** PostgreSQL's own lock file in a cluster: who runs it, on which port, and how far its start has come. */
export type Postmaster = { pid: number; port: number; ready: boolean };

export function readPostmaster(cluster: string): Postmaster | undefined {
  const file = path.join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process is the PostgreSQL of this very cluster, and not another one that was given the same number later. */
export function runsCluster(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(cluster);
  } catch {
    return false;
  }
}

/** Removes a lock file left by a killed server, when its number now belongs to something else: PostgreSQL would refuse to start. */
export function clearStaleLock(cluster: string): void {
  const postmaster = readPostmaster(cluster);
  if (postmaster && !runsCluster(postmaster.pid, cluster))
    rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
}

/** Asks for a fast shutdown (transactions are rolled back, everything is written), then for an immediate one. */
export async function stopCluster(pid: number, cluster: string): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 10],
  ] as const) {
    if (!runsCluster(pid, cluster)) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < seconds * 1000; waited += 20) {
      if (!isAlive(pid) || isZombie(pid)) return;
      await sleep(20);
    }
  }
  throw new Error(`The embedded PostgreSQL (process ${pid}) did not stop.`);
}

function isZombie(pid: number): boolean {
  try {
    return process.platform === 'linux' && readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
}
