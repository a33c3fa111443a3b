import { createHash } from 'node:crypto';
import type { Actor } from '#app/kernel/actor.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { drillDue, insertDrillNotice } from './recovery-code-repo.server.ts';

/** A quarter. The same number is on the page of the recovery key. */
export const DRILL_DAYS = 91;
const DAY_MS = 86_400_000;

/** For the line above a custodian's pages: the sheets of the recovery key were not tried for a quarter. */
export async function shouldTrySheets(
  actor: Pick<Actor, 'organisationId' | 'roles'>,
  now = systemClock.now(),
): Promise<boolean> {
  return (
    actor.roles.includes('custodian') && drillDue(actor.organisationId, new Date(now.getTime() - DRILL_DAYS * DAY_MS))
  );
}

/** At a custodian's sign-in, once a quarter: the notice that stays until she has read it. */
export async function remindOfDrill(actor: Pick<Actor, 'id' | 'organisationId' | 'roles'>, now: Date): Promise<void> {
  if (!(await shouldTrySheets(actor, now))) return;
  const quarter = Math.floor(now.getTime() / (DRILL_DAYS * DAY_MS));
  await insertDrillNotice(uuidOf(lengthPrefixed('linden/drill-notice', actor.id, quarter)), actor, now);
}

/** A UUID (version 8, RFC 9562) made from a text. */
function uuidOf(text: Uint8Array): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
