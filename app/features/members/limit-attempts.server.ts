import { createHash } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { addAttempts, clearAttempts, countAttempts, removeAttempts } from './member-repo.server.ts';

const WINDOW_MS = 15 * 60_000;

/** How many tries a quarter of an hour, for one subject (an account, a code) and for one address. */
export interface AttemptLimits {
  subject: number;
  address: number;
}

/**
 * Counts a try at a door, in the database, so that the limit holds over several processes. Answers how to forget the
 * subject's tries after a success, or null when there were too many. It is written before it is counted: of many tries at
 * once, no more than the limit pass. A refused try does not count, or a door could be kept shut for ever.
 */
export async function countTry(
  door: string,
  subject: string,
  address: string,
  limits: AttemptLimits,
  now: Date,
): Promise<(() => Promise<void>) | null> {
  const [account, place] = [attemptHash(door, 'subject', subject), attemptHash(door, 'address', address)];
  const since = new Date(now.getTime() - WINDOW_MS);
  const attempts = await addAttempts([account, place], now);
  const tooMany =
    (await countAttempts(account, since)) > limits.subject || (await countAttempts(place, since)) > limits.address;
  if (!tooMany) return () => clearAttempts(account);
  await removeAttempts(attempts);
  return null;
}

function attemptHash(door: string, kind: string, subject: string): Buffer<ArrayBuffer> {
  const digest = createHash('sha256').update(lengthPrefixed('linden/attempt', door, kind, subject)).digest();
  return Buffer.from(digest);
}
