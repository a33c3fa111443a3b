import { createHash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer<ArrayBuffer>;

export const HASH_BYTES = 32;

/** Every eighth level of the tree is stored (C2SP tlog-tiles has the same height): 256 hashes make one of the next. */
export const STORED_EVERY = 8;
const TILE = 2 ** STORED_EVERY;

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** RFC 9162, section 2.1.1: the hash of one entry. */
export function hashLeaf(entry: Uint8Array): Hash {
  return digest(LEAF, entry);
}

/** RFC 9162, section 2.1.1: the hash of a node with two children. */
export function hashChildren(left: Uint8Array, right: Uint8Array): Hash {
  return digest(NODE, left, right);
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Hash = digest();

/** A subtree that has just become complete: the root of 2^level leaves, of which the first is at position × 2^level. */
export interface Subtree {
  readonly level: number;
  readonly position: number;
  readonly hash: Hash;
}

/**
 * A tree that grows at its end. It holds the roots of its complete subtrees alone, one per bit of its size: at most 53
 * hashes, however many leaves there are.
 */
export class GrowingTree {
  #size = 0;
  /** by level; a hole where the size has no such bit */
  readonly #subtrees: (Hash | undefined)[] = [];

  get size(): number {
    return this.#size;
  }

  /**
   * The tree of `size` leaves from what is stored of it: `tiles[n]` are the hashes of level n × 8 that no stored hash of a
   * higher level covers, in order (see `tileRange`). Throws RangeError when they are too few or too many.
   */
  static resume(size: number, tiles: readonly (readonly Hash[])[]): GrowingTree {
    const tree = new GrowingTree();
    for (const [index, hashes] of [...tiles.entries()].reverse()) {
      for (const hash of hashes) tree.add(hash, index * STORED_EVERY);
    }
    if (tree.size !== size) throw new RangeError(`The stored hashes make a tree of ${tree.size}, not of ${size}.`);
    return tree;
  }

  /**
   * Adds a leaf's hash, or the root of a complete subtree of 2^level leaves. Answers the subtrees that are complete now,
   * lowest first, without what was added. Throws RangeError where such a subtree cannot stand.
   */
  add(hash: Hash, level = 0): Subtree[] {
    if (this.#size % 2 ** level !== 0) throw new RangeError(`No subtree of level ${level} begins at ${this.#size}.`);
    const completed: Subtree[] = [];
    const end = this.#size + 2 ** level;
    let height = level;
    let carried = hash;
    for (let left = this.#subtrees[height]; left; left = this.#subtrees[height]) {
      carried = hashChildren(left, carried);
      this.#subtrees[height] = undefined;
      height += 1;
      completed.push({ level: height, position: end / 2 ** height - 1, hash: carried });
    }
    this.#subtrees[height] = carried;
    this.#size = end;
    return completed;
  }

  root(): Hash {
    let root: Hash | undefined;
    for (const subtree of this.#subtrees) {
      if (subtree) root = root ? hashChildren(subtree, root) : subtree;
    }
    return root ?? EMPTY_ROOT;
  }
}

/** Which hashes of the stored level n × 8 a tree of `size` needs to be resumed: from (inclusive) and to (exclusive). */
export function tileRange(size: number, n: number): { from: number; to: number } {
  const to = Math.floor(size / TILE ** n);
  return { from: Math.floor(to / TILE) * TILE, to };
}

/** How many stored levels (0, 8, 16, …) a tree of `size` has. */
export function storedLevels(size: number): number {
  let levels = 1;
  while (size >= TILE ** levels) levels += 1;
  return levels;
}

/** Answers the root of the leaves from (inclusive) to (exclusive). */
export type RootOf = (from: number, to: number) => Promise<Hash> | Hash;

/** RFC 9162, section 2.1.3.1: what leads from the leaf at `index` to the root of a tree of `size` leaves. */
export async function inclusionProof(index: number, size: number, rootOf: RootOf): Promise<Hash[]> {
  if (index < 0 || index >= size) throw new RangeError(`A tree of ${size} has no leaf ${index}.`);
  return pathTo(index, 0, size, rootOf);
}

async function pathTo(index: number, from: number, to: number, rootOf: RootOf): Promise<Hash[]> {
  if (to - from === 1) return [];
  const middle = from + split(to - from);
  return index < middle
    ? [...(await pathTo(index, from, middle, rootOf)), await rootOf(middle, to)]
    : [...(await pathTo(index, middle, to, rootOf)), await rootOf(from, middle)];
}

/** RFC 9162, section 2.1.4.1: what shows that the tree of `size` begins with the tree of `earlier` leaves. */
export async function consistencyProof(earlier: number, size: number, rootOf: RootOf): Promise<Hash[]> {
  if (earlier < 0 || earlier > size) throw new RangeError(`A tree of ${size} does not begin with one of ${earlier}.`);
  if (earlier === 0 || earlier === size) return [];
  return beginning(earlier, 0, size, true, rootOf);
}

async function beginning(end: number, from: number, to: number, whole: boolean, rootOf: RootOf): Promise<Hash[]> {
  if (end === to) return whole ? [] : [await rootOf(from, to)];
  const middle = from + split(to - from);
  return end <= middle
    ? [...(await beginning(end, from, middle, whole, rootOf)), await rootOf(middle, to)]
    : [...(await beginning(end, middle, to, false, rootOf)), await rootOf(from, middle)];
}

/** RFC 9162, section 2.1.3.2: whether the proof leads from the leaf's hash at `index` to the root of the tree of `size`. */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index < 0 || index >= size || ![leaf, root, ...proof].every(isHash)) return false;
  let [at, last] = [index, size - 1];
  let hash: Uint8Array = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = hashChildren(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      hash = hashChildren(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && Buffer.from(root).equals(hash);
}

/** RFC 9162, section 2.1.4.2: whether the proof shows that the tree of `size` begins with the one of `earlier` leaves. */
export function verifyConsistency(
  earlier: { size: number; root: Uint8Array },
  later: { size: number; root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (earlier.size < 0 || earlier.size > later.size || ![earlier.root, later.root, ...proof].every(isHash))
    return false;
  const same = Buffer.from(earlier.root).equals(later.root);
  if (earlier.size === later.size) return same && proof.length === 0;
  if (earlier.size === 0) return proof.length === 0 && EMPTY_ROOT.equals(earlier.root);
  const path = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : [...proof];
  let [at, last] = [earlier.size - 1, later.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const [first, ...rest] = path;
  if (!first || proof.length === 0) return false;
  let [before, after] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      before = hashChildren(sibling, before);
      after = hashChildren(sibling, after);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      after = hashChildren(after, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && Buffer.from(earlier.root).equals(before) && Buffer.from(later.root).equals(after);
}

/** The largest power of two that is smaller than `count` (2 or more). */
function split(count: number): number {
  let size = 1;
  while (size * 2 < count) size *= 2;
  return size;
}

/** Sizes go up to 2^53, so the operators for 32 bits do not serve. */
const half = (value: number): number => Math.floor(value / 2);

function isPowerOfTwo(value: number): boolean {
  let size = 1;
  while (size < value) size *= 2;
  return size === value;
}

function isHash(value: Uint8Array): boolean {
  return value.length === HASH_BYTES;
}

function digest(...parts: Uint8Array[]): Hash {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return Buffer.from(hash.digest());
}
