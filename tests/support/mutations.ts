// Attacks by somebody who can write to the database: change stored values, or put them where they do not belong, and see
// whether anything opens. Used on the cipher itself and on values read back from tables.

export type Sample<Address> = { address: Address; stored: Uint8Array };
export type MutationKind = 'flip' | 'cut' | 'extend' | 'splice' | 'move';
export type MutationReport = {
  tried: number;
  /** how many mutations of each kind opened; all zero is what a cipher owes us */
  accepted: Record<MutationKind, number>;
  /** errors other than the expected refusal: they would tell causes apart */
  surprises: unknown[];
};

type Open<Address> = (address: Address, stored: Uint8Array) => unknown;

/**
 * Tries on every sample: each single bit flipped; cut to every length from either end; extended; the front of one value
 * with the back of another; and every value moved to every other sample's address (an older version of the same row is
 * one of these moves). Samples must have different addresses and must open unmutated, or there is nothing to attack.
 * `open` refuses by throwing an error that `isRefusal` recognises.
 */
export async function attack<Address>(
  samples: ReadonlyArray<Sample<Address>>,
  open: Open<Address>,
  isRefusal: (error: unknown) => boolean,
): Promise<MutationReport> {
  const report: MutationReport = {
    tried: 0,
    accepted: { flip: 0, cut: 0, extend: 0, splice: 0, move: 0 },
    surprises: [],
  };
  for (const sample of samples) await open(sample.address, sample.stored);
  for (const sample of samples) {
    for (const [kind, stored] of mutationsOf(sample, samples)) {
      report.tried += 1;
      try {
        await open(sample.address, stored);
        report.accepted[kind] += 1;
      } catch (error) {
        if (!isRefusal(error)) report.surprises.push(error);
      }
    }
  }
  return report;
}

export function totalAccepted(report: MutationReport): number {
  return Object.values(report.accepted).reduce((sum, count) => sum + count, 0);
}

function* mutationsOf<Address>(
  sample: Sample<Address>,
  samples: ReadonlyArray<Sample<Address>>,
): Generator<[MutationKind, Uint8Array]> {
  const { stored } = sample;
  for (let bit = 0; bit < stored.length * 8; bit += 1) {
    const flipped = Uint8Array.from(stored);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    yield ['flip', flipped];
  }
  for (let length = 0; length < stored.length; length += 1) {
    yield ['cut', stored.slice(0, length)];
    yield ['cut', stored.slice(stored.length - length)];
  }
  yield ['extend', Uint8Array.of(...stored, 0)];
  yield ['extend', Uint8Array.of(0, ...stored)];
  yield ['extend', Uint8Array.of(...stored, ...stored)];
  for (const other of samples) {
    if (other === sample) continue;
    yield ['move', other.stored];
    for (let at = 1; at < Math.min(stored.length, other.stored.length); at += 1) {
      const spliced = Uint8Array.of(...stored.subarray(0, at), ...other.stored.subarray(at));
      if (!same(spliced, stored) && !same(spliced, other.stored)) yield ['splice', spliced];
    }
  }
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
