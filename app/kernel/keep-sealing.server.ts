import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '#app/platform/clock.ts';
import { log } from '#app/platform/log/log.server.ts';
import { sealEvents } from './seal-events.server.ts';

const ASK_EVERY_MS = 10_000;
const CHECKPOINT_EVERY_MS = 60_000;
const PATIENCE_MS = 5_000;

/**
 * Seals events while this process serves: a checkpoint a minute when there is something new, sooner when a thousand events
 * wait. Every web process may do it; the database lets one at a time. A failure is logged by its class and tried again.
 * Ends when the signal says so.
 */
export async function keepSealing(signal: AbortSignal): Promise<void> {
  let failing = '';
  while (!signal.aborted) {
    try {
      const now = systemClock.now();
      const unlessSince = new Date(now.getTime() - CHECKPOINT_EVERY_MS);
      await sealEvents({ now, patienceMs: PATIENCE_MS, unlessSince });
      failing = '';
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      if (name !== failing && !signal.aborted) log.error({ name }, 'the audit log is not being sealed');
      failing = name;
    }
    await sleep(ASK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
