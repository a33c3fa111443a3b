import { createHash } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { TooMany } from './errors.ts';

/**
 * How often something may be tried. Counted in the database, so that any number of web processes share the count; what is
 * counted (an account, an address, a member) is stored as a hash.
 */
export const LIMITS = {
  /** passwords for one account, whether it exists or not, from browsers in which it was not signed in */
  account: { most: 8, minutes: 15 },
  /** passwords from one address, from such browsers */
  address: { most: 60, minutes: 15 },
  /** passwords for one account from one browser in which it was signed in: nobody elsewhere can use these up */
  browser: { most: 8, minutes: 15 },
  /** the same over a day, from all such browsers of one account together: beyond it they count as any other */
  browsers: { most: 40, minutes: 24 * 60 },
  /** records and notices of refused sign-ins, for one account: an attacker fills no log */
  refusal: { most: 1, minutes: 15 },
  /** notices of a right password with a wrong second step, or with none, for one member */
  secondStepNotice: { most: 1, minutes: 15 },
  /** codes and passkeys of one member */
  factor: { most: 6, minutes: 15 },
  /** the same over a day: a code has a million values, of which three are right at any moment */
  factorDay: { most: 40, minutes: 24 * 60 },
  /** passwords and codes of somebody who is signed in already */
  confirmation: { most: 6, minutes: 15 },
  /** recovery codes for one account, whether it exists or not */
  recovery: { most: 6, minutes: 60 },
  /** recovery codes from one address */
  recoveryAddress: { most: 30, minutes: 60 },
  /** looks at one invitation */
  invitation: { most: 20, minutes: 15 },
  /** invitations tried from one address */
  invitationAddress: { most: 60, minutes: 15 },
  /** files added by one member, also those that were removed again */
  files: { most: 100, minutes: 24 * 60 },
  /** names shown beside the codes of a list, by one member */
  names: { most: 60, minutes: 15 },
} as const satisfies Record<string, { most: number; minutes: number }>;

export type LimitName = keyof typeof LIMITS;
export type Subjects = Partial<Record<LimitName, string>>;

/** Attempts that were counted; `giveBack` uncounts them (they turned out right). */
export interface Attempt {
  giveBack(): Promise<void>;
}

/**
 * Counts one attempt for every subject, or none and answers null when one of them has had its most. To be called before the
 * work: of many at once no more than the most pass. A refused attempt does not count, or anybody could keep an account shut.
 */
export async function takeAttempt(subjects: Subjects): Promise<Attempt | null> {
  const named = Object.entries(subjects) as [LimitName, string][];
  const hashes = named.map(([limit, subject]) => hashOf(limit, subject).toString('hex'));
  const most = named.map(([limit]) => LIMITS[limit].most);
  const minutes = named.map(([limit]) => LIMITS[limit].minutes);
  const [{ taken } = { taken: null }] = await clientFor('auth').$queryRaw<{ taken: bigint[] | null }[]>`
    SELECT directory.take_attempt(${hashes}::text[], ${most}::int[], ${minutes}::int[]) AS taken`;
  return taken && { giveBack: () => remove({ id: { in: taken } }) };
}

/** As `takeAttempt`; throws TooMany (429). */
export async function requireAttempt(subjects: Subjects): Promise<Attempt> {
  const attempt = await takeAttempt(subjects);
  if (!attempt) throw new TooMany();
  return attempt;
}

/** Forgets what was counted for a subject, because it has proven itself. */
export function forgetAttempts(limit: LimitName, subject: string): Promise<void> {
  return remove({ subject_hash: hashOf(limit, subject) });
}

type Which = { id: { in: bigint[] } } | { subject_hash: Buffer<ArrayBuffer> };

async function remove(where: Which): Promise<void> {
  await clientFor('auth').attempt.deleteMany({ where });
}

function hashOf(limit: LimitName, subject: string): Buffer<ArrayBuffer> {
  return Buffer.from(
    createHash('sha256')
      .update(lengthPrefixed('linden/attempt', limit, subject))
      .digest(),
  );
}
