import { createHash } from 'node:crypto';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  EMPTY_ROOT,
  GrowingTree,
  hashChildren,
  hashLeaf,
  inclusionProof,
  storedLevels,
  tileRange,
  verifyConsistency,
  verifyInclusion,
  type Hash,
} from '#app/platform/transparency/merkle-tree.server.ts';

const hex = (text: string): Hash => Buffer.from(text, 'hex');

/** The vectors of RFC 6962 and 9162 as github.com/transparency-dev/merkle publishes them (proof/verify_test.go). */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(hex);
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
].map(hex);
const INCLUSION: [leaf: number, size: number, proof: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [3, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    2,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const CONSISTENCY: [earlier: number, size: number, proof: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
  [
    6,
    7,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
];

const LEAVES = ENTRIES.map(hashLeaf);
const OTHER = createHash('sha256').update('other').digest() as Hash;

/** Straight from the definition in RFC 9162, section 2.1.1. */
function rootOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return hashChildren(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

const over = (leaves: readonly Hash[]) => (from: number, to: number) => rootOf(leaves.slice(from, to));
const numbered = (count: number): Hash[] => Array.from({ length: count }, (_, n) => hashLeaf(Buffer.from(String(n))));

function grown(leaves: readonly Hash[]): GrowingTree {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree;
}

describe('the published vectors', () => {
  it('are the roots of every size', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    for (const [index, root] of ROOTS.entries()) {
      expect(grown(LEAVES.slice(0, index + 1)).root()).toEqual(root);
      expect(rootOf(LEAVES.slice(0, index + 1))).toEqual(root);
    }
  });

  it.each(INCLUSION)('prove that leaf %i is in the tree of %i', async (leaf, size, proof) => {
    const hashes = proof.map(hex);
    expect(await inclusionProof(leaf - 1, size, over(LEAVES))).toEqual(hashes);
    expect(verifyInclusion(leaf - 1, size, LEAVES[leaf - 1]!, hashes, ROOTS[size - 1]!)).toBe(true);
  });

  it.each(CONSISTENCY)('prove that the tree of %i begins the tree of %i', async (earlier, size, proof) => {
    const hashes = proof.map(hex);
    expect(await consistencyProof(earlier, size, over(LEAVES))).toEqual(hashes);
    const [before, after] = [
      { size: earlier, root: ROOTS[earlier - 1]! },
      { size, root: ROOTS[size - 1]! },
    ];
    expect(verifyConsistency(before, after, hashes)).toBe(true);
  });
});

describe('a proof that was tampered with', () => {
  it('of inclusion does not hold (the corruptions of the published tests)', () => {
    for (const [leaf, size, texts] of INCLUSION) {
      const [index, proof, root, hash] = [leaf - 1, texts.map(hex), ROOTS[size - 1]!, LEAVES[leaf - 1]!];
      const wrong: [number, number, Uint8Array, Hash[], Uint8Array][] = [
        [index - 1, size, hash, proof, root],
        [index + 1, size, hash, proof, root],
        [index ^ 2, size, hash, proof, root],
        [index, size * 2, hash, proof, root],
        [index, Math.floor(size / 2), hash, proof, root],
        [index, size, Buffer.from('WrongLeaf'), proof, root],
        [index, size, OTHER, proof, root],
        [index, size, hash, proof, EMPTY_ROOT],
        [index, size, hash, [...proof, Buffer.alloc(0)], root],
        [index, size, hash, [...proof, root], root],
        [index, size, hash, [root, ...proof], root],
        ...proof.map((_, at): [number, number, Hash, Hash[], Hash] => [index, size, hash, flipped(proof, at), root]),
      ];
      if (proof.length > 0) wrong.push([index, size, hash, proof.slice(0, -1), root]);
      if (proof.length > 1) wrong.push([index, size, hash, [proof[0]!, OTHER, ...proof.slice(1)], root]);
      expect(wrong.filter((probe) => verifyInclusion(...probe))).toEqual([]);
    }
  });

  it('of consistency does not hold (the corruptions of the published tests)', () => {
    for (const [size1, size2, texts] of CONSISTENCY) {
      if (texts.length === 0) continue;
      const [proof, root1, root2] = [texts.map(hex), ROOTS[size1 - 1]!, ROOTS[size2 - 1]!];
      const wrong: [number, number, Uint8Array, Uint8Array, Hash[]][] = [
        [size1 - 1, size2, root1, root2, proof],
        [size1 + 1, size2, root1, root2, proof],
        [size1 ^ 2, size2, root1, root2, proof],
        [size1, size2 * 2, root1, root2, proof],
        [size1, Math.floor(size2 / 2), root1, root2, proof],
        [size1, size2, Buffer.from('WrongRoot'), root2, proof],
        [size1, size2, root1, Buffer.from('WrongRoot'), proof],
        [size1, size2, OTHER, root2, proof],
        [size1, size2, root2, root1, proof],
        [size1, size2, root1, root2, []],
        [size1, size2, root1, root2, [...proof, Buffer.alloc(0)]],
        [size1, size2, root1, root2, [...proof, root1]],
        [size1, size2, root1, root2, [...proof, root2]],
        [size1, size2, root1, root2, [root1, ...proof]],
        [size1, size2, root1, root2, [root2, ...proof]],
        [size1, size2, root1, root2, [proof[0]!, ...proof]],
        [size1, size2, root1, root2, proof.slice(0, -1)],
        ...proof.map((_, at): [number, number, Hash, Hash, Hash[]] => [size1, size2, root1, root2, flipped(proof, at)]),
      ];
      const holding = wrong.filter(([a, b, from, to, path]) =>
        verifyConsistency({ size: a, root: from }, { size: b, root: to }, path),
      );
      expect(holding).toEqual([]);
    }
  });

  it('between trees that cannot follow each other does not hold', () => {
    const at = (size: number, root: Uint8Array) => ({ size, root });
    expect(verifyConsistency(at(2, ROOTS[1]!), at(1, ROOTS[0]!), [])).toBe(false);
    expect(verifyConsistency(at(1, ROOTS[0]!), at(2, ROOTS[1]!), [])).toBe(false);
    expect(verifyConsistency(at(0, OTHER), at(1, ROOTS[0]!), [])).toBe(false);
    expect(verifyConsistency(at(0, EMPTY_ROOT), at(1, ROOTS[0]!), [])).toBe(true);
    expect(verifyConsistency(at(0, EMPTY_ROOT), at(1, ROOTS[0]!), [OTHER])).toBe(false);
    expect(verifyConsistency(at(1, ROOTS[0]!), at(1, OTHER), [])).toBe(false);
    expect(verifyInclusion(0, 0, OTHER, [], EMPTY_ROOT)).toBe(false);
  });
});

describe('every proof of every tree up to 40', () => {
  const leaves = numbered(40);

  it('of inclusion holds for its leaf and for no other', async () => {
    for (let size = 1; size <= 40; size += 1) {
      const root = rootOf(leaves.slice(0, size));
      for (let index = 0; index < size; index += 1) {
        const proof = await inclusionProof(index, size, over(leaves));
        expect(verifyInclusion(index, size, leaves[index]!, proof, root)).toBe(true);
        expect(verifyInclusion(index, size, OTHER, proof, root)).toBe(false);
      }
    }
  });

  it('of consistency holds for its beginning and for no other', async () => {
    for (let size = 1; size <= 40; size += 1) {
      const later = { size, root: rootOf(leaves.slice(0, size)) };
      for (let earlier = 1; earlier <= size; earlier += 1) {
        const proof = await consistencyProof(earlier, size, over(leaves));
        expect(verifyConsistency({ size: earlier, root: rootOf(leaves.slice(0, earlier)) }, later, proof)).toBe(true);
        expect(verifyConsistency({ size: earlier, root: OTHER }, later, proof)).toBe(false);
      }
    }
  });
});

describe('a growing tree', () => {
  const LARGEST = 70_600;
  const leaves = numbered(LARGEST);
  const stored = new Map(leaves.map((leaf, index): [string, Hash] => [`0/${index}`, leaf]));
  const whole = new GrowingTree();
  for (const leaf of leaves) {
    for (const { level, position, hash } of whole.add(leaf)) stored.set(`${level}/${position}`, hash);
  }

  property.prop([fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 600 })], { numRuns: 100 })(
    'goes on from what is stored as if it had never stopped',
    (size, more) => {
      const tree = resumed(stored, size);
      for (const leaf of leaves.slice(size, size + more)) tree.add(leaf);
      expect(tree.size).toBe(size + more);
      expect(tree.root()).toEqual(resumed(stored, size + more).root());
    },
  );

  it('has the root that the definition gives, at the edges of stored levels too', () => {
    for (const size of [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 65_536, 65_537]) {
      expect(resumed(stored, size).root()).toEqual(rootOf(leaves.slice(0, size)));
    }
  });

  it('is not resumed from too few or too many hashes', () => {
    expect(() => GrowingTree.resume(3, [numbered(2)])).toThrow(RangeError);
    expect(() => GrowingTree.resume(257, [numbered(2), numbered(1)])).toThrow(RangeError);
  });

  it('tells which subtrees became complete', () => {
    const tree = grown(LEAVES.slice(0, 7));
    expect(tree.add(LEAVES[7]!).map(({ level, position }) => [level, position])).toEqual([
      [1, 3],
      [2, 1],
      [3, 0],
    ]);
  });
});

function resumed(stored: ReadonlyMap<string, Hash>, size: number): GrowingTree {
  const tiles = Array.from({ length: storedLevels(size) }, (_, n) => {
    const { from, to } = tileRange(size, n);
    return Array.from({ length: to - from }, (_each, index) => stored.get(`${n * 8}/${from + index}`)!);
  });
  expect(tiles.every((tile) => tile.length < 256)).toBe(true);
  return GrowingTree.resume(size, tiles);
}

function flipped(proof: readonly Hash[], at: number): Hash[] {
  return proof.map((hash, index) =>
    index === at ? (Buffer.from(hash.map((byte, n) => (n === 0 ? byte ^ 8 : byte))) as Hash) : hash,
  );
}
