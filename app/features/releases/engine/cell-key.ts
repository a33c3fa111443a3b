import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { DIMENSIONS, type Dimension, type Indicator } from './categories.ts';

/** Which cell: everything about it except a number. */
export type CellAddress = {
  indicator: Indicator;
  table: string;
  categories: Readonly<Partial<Record<Dimension, string>>>;
  period: string;
};

/** The key module's HMAC-SHA256 under K_noise (at least 8 bytes come back). */
export type NoiseMac = (data: Uint8Array) => Promise<Uint8Array>;

/** A table's name: its dimensions in one fixed order, 'total' when there is none. */
export function tableName(dimensions: readonly Dimension[]): string {
  return DIMENSIONS.filter((d) => dimensions.includes(d)).join('_by_') || 'total';
}

/** The canonical name of a cell, `indicator|table|dimension=category,…|period`; one cell has one name. */
export function cellId(cell: CellAddress): string {
  const categories = DIMENSIONS.filter((d) => cell.categories[d] !== undefined).map(
    (d) => `${d}=${cell.categories[d]}`,
  );
  return [cell.indicator, cell.table, categories.join(','), cell.period].join('|');
}

/** setKey = Σ person_key mod 2^64. A sum and not XOR, under which a person counted twice would vanish from the key. */
export function setKey(persons: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const person of persons) sum = BigInt.asUintN(64, sum + person);
  return sum;
}

/**
 * u in [0, 1) of one cell: the first 53 bits of HMAC(K_noise, id ‖ setKey ‖ n). The same persons in the same cell give
 * the same u for ever, so asking again averages nothing away.
 */
export async function uniformOf(mac: NoiseMac, id: string, key: bigint, n: number): Promise<number> {
  const keyBytes = new Uint8Array(8);
  new DataView(keyBytes.buffer).setBigUint64(0, key);
  const digest = await mac(lengthPrefixed(id, keyBytes, n));
  if (digest.length < 8) throw new RangeError('The noise MAC is too short.');
  const word = new DataView(digest.buffer, digest.byteOffset, 8).getBigUint64(0);
  return Number(word >> 11n) / 2 ** 53;
}
