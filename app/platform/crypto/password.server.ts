import { type Algorithm, hashRaw } from '@node-rs/argon2';

/** Argon2id's cost (RFC 9106): memory in KiB, passes over it, and lanes. */
export type Argon2idParameters = { memoryKiB: number; passes: number; lanes: number };

/** 64 MiB, 3 passes, 4 lanes: the second recommended option of RFC 9106, section 4. */
export const CURRENT_PARAMETERS: Argon2idParameters = { memoryKiB: 65_536, passes: 3, lanes: 4 };
export const SALT_BYTES = 16;

const ARGON2ID = 2 satisfies Algorithm.Argon2id;
const STRETCHED_BYTES = 32;
const AT_MOST_AT_ONCE = 2;

/** The parameters as they are stored beside a salt, in the notation of the PHC string format. */
export function formatParameters(parameters: Argon2idParameters): string {
  return `argon2id$v=19$m=${parameters.memoryKiB},t=${parameters.passes},p=${parameters.lanes}`;
}

/**
 * Stored parameters, of which only sets that Linden has used are accepted: somebody who can write to the database must not
 * be able to make a login cheap to guess or expensive to serve. Throws RangeError.
 */
export function parseParameters(stored: string): Argon2idParameters {
  if (stored !== formatParameters(CURRENT_PARAMETERS)) throw new RangeError('Unknown password parameters.');
  return CURRENT_PARAMETERS;
}

/**
 * 32 bytes from a password (in NFKC, so that it is the same on every keyboard) and a salt of at least 8 bytes, by Argon2id.
 * At most two run at once, the others wait in order: a burst of logins costs 128 MiB and not the server.
 */
export async function stretchPassword(
  password: string,
  salt: Uint8Array,
  parameters: Argon2idParameters,
): Promise<Buffer> {
  await takeTurn();
  try {
    return await hashRaw(password.normalize('NFKC'), {
      algorithm: ARGON2ID,
      memoryCost: parameters.memoryKiB,
      timeCost: parameters.passes,
      parallelism: parameters.lanes,
      outputLen: STRETCHED_BYTES,
      salt,
    });
  } finally {
    endTurn();
  }
}

let running = 0;
const waiting: Array<() => void> = [];

function takeTurn(): Promise<void> | void {
  if (running < AT_MOST_AT_ONCE) {
    running += 1;
    return;
  }
  return new Promise((resolve) => waiting.push(resolve));
}

function endTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}
