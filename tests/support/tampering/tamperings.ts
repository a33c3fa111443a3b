import { randomUUID } from 'node:crypto';
import { storedEventHash } from '#app/features/audit/verify/stored-event-hash.server.ts';
import type { StoredCheckpoint, StoredEvent } from '#app/features/audit/verify/stored-log.ts';
import { eventLeaf } from '#app/kernel/audit.server.ts';
import { GrowingTree, STORED_EVERY } from '#app/platform/transparency/merkle-tree.server.ts';
import { copyOf, type LogState } from './log-state.ts';

/** How far the attacker goes to hide what she did. */
export const EFFORTS = ['leaves the row', 'hashes the row anew', 'makes its leaf anew', 'rebuilds the tree'] as const;
/** The last two also sign: with a key of her own, or with the host's, which she has taken over. */
export type Effort = (typeof EFFORTS)[number] | 'rebuilds and signs herself' | 'rebuilds and signs with the host’s key';

export interface Attacker {
  /** a whole number from 0 to below `n` */
  below(n: number): number;
  sign(own: boolean, size: number, root: Buffer): Promise<Pick<StoredCheckpoint, 'note' | 'keyVersion'>>;
}

export interface Tampering {
  kind: string;
  effort: Effort;
  state: LogState;
}

const ALL_EFFORTS: readonly Effort[] = [
  ...EFFORTS,
  'rebuilds and signs herself',
  'rebuilds and signs with the host’s key',
];

/** One random tampering with a copy of the log; it always changes something that the last checkpoint covers. */
export async function tamper(original: LogState, attacker: Attacker): Promise<Tampering> {
  const state = copyOf(original);
  if (attacker.below(5) === 0) return { ...treeTampering(state, attacker), effort: 'leaves the row', state };
  const { kind, touched } = eventTampering(state, attacker);
  const effort = pick(ALL_EFFORTS, attacker);
  await cover(state, touched, effort, attacker);
  return { kind, effort, state };
}

type Told = { kind: string; touched: StoredEvent[] };

function eventTampering(state: LogState, attacker: Attacker): Told {
  const { events } = state;
  const event = pick(events, attacker);
  const other = pickOther(events, event, attacker);
  const acts: (() => Told)[] = [
    () => edit(event, state, attacker),
    () => edit(event, state, attacker),
    () => edit(event, state, attacker),
    () => {
      remove(state, new Set([event]));
      return { kind: 'delete an event', touched: [] };
    },
    () => {
      const from = attacker.below(events.length);
      remove(state, new Set(events.slice(from, from + 1 + attacker.below(5))));
      return { kind: 'delete several events', touched: [] };
    },
    () => {
      remove(state, new Set(events.slice(events.length - 1 - attacker.below(8))));
      return { kind: 'cut off the end', touched: [] };
    },
    () => {
      const inserted = { ...structuredClone(event), id: randomUUID(), payloadHash: Buffer.from(event.payloadHash) };
      const unused = unusedNumber(state, attacker);
      if (unused !== null) inserted.sequence = unused;
      else for (const each of events) if (each.sequence >= event.sequence) each.sequence += 1n;
      events.push(inserted);
      return { kind: unused === null ? 'insert and renumber' : 'insert in a gap', touched: [inserted] };
    },
    () => {
      const { sequence } = event;
      const { sequence: otherSequence } = other;
      const copy = { ...event };
      Object.assign(event, other, { sequence });
      Object.assign(other, copy, { sequence: otherSequence });
      return { kind: 'exchange two events', touched: [event, other] };
    },
    () => {
      [event.payloadHash, other.payloadHash] = [other.payloadHash, event.payloadHash];
      return { kind: 'exchange two hashes', touched: [] };
    },
    () => {
      [event.detail, other.detail] = [other.detail, event.detail];
      if (event.detail === other.detail) return edit(event, state, attacker);
      return { kind: 'exchange two details', touched: [event, other] };
    },
  ];
  const told = pick(acts, attacker)();
  events.sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
  return told;
}

const TEXTS = ['type', 'action', 'outcome', 'resourceKind', 'purpose'] as const;
const IDS = ['id', 'actorId', 'actorOrganisationId', 'organisationId', 'resourceId', 'caseId', 'consentId'] as const;

/** One column of one event. */
function edit(event: StoredEvent, state: LogState, attacker: Attacker): Told {
  const edits: (() => string)[] = [
    ...TEXTS.map((column) => () => {
      const before = event[column];
      event[column] = pick([`${before ?? ''}x`, `${before ?? ''} `, `${before ?? 'n'}`.toUpperCase() + 'é'], attacker);
      return column;
    }),
    ...(['resourceKind', 'purpose'] as const).map((column) => () => {
      event[column] = event[column] === null ? '' : null;
      return `${column} null`;
    }),
    ...IDS.map((column) => () => {
      event[column] = randomUUID();
      return column;
    }),
    ...(['actorId', 'caseId', 'organisationId'] as const).map((column) => () => {
      event[column] = event[column] === null ? randomUUID() : null;
      return `${column} null`;
    }),
    () => {
      const by = [1n, -1n, 999n, 1_000n, -60_000_000n, 86_400_000_000n, -31_536_000_000_000n];
      event.atMicroseconds = event.atMicroseconds! + pick(by, attacker);
      return 'at';
    },
    () => {
      const detail = JSON.parse(event.detail) as Record<string, unknown>;
      const keys = Object.keys(detail);
      const key = keys[attacker.below(keys.length + 1)];
      if (key === undefined) detail[`k${attacker.below(1000)}`] = attacker.below(9);
      else if (attacker.below(2) === 0) delete detail[key];
      else detail[key] = [detail[key]];
      event.detail = JSON.stringify(detail);
      return 'detail';
    },
    () => {
      // A number that every program here would read as the old one.
      const precise = event.detail.replace(/: (\d+)([,}])/, ': $1.0000000000000000001$2');
      if (precise === event.detail)
        event.detail = event.detail.replace(/\}$/, `${event.detail === '{}' ? '' : ', '}"n": 1.0}`);
      else event.detail = precise;
      return 'detail, digits';
    },
    () => {
      event.payloadHash = flip(event.payloadHash, attacker);
      return 'payload_hash';
    },
    () => {
      event.sequence = unusedNumber(state, attacker) ?? state.events.at(-1)!.sequence + 1_000n;
      return 'sequence';
    },
  ];
  const column = pick(edits, attacker)();
  return { kind: `edit ${column}`, touched: column === 'payload_hash' ? [] : [event] };
}

/** The tables that are derived from the events. */
function treeTampering(state: LogState, attacker: Attacker): { kind: string } {
  const { leaves, checkpoints, subtrees } = state;
  const leaf = pick(leaves, attacker);
  const other = pickOther(leaves, leaf, attacker);
  const checkpoint = pick(checkpoints, attacker);
  const acts: (() => string)[] = [
    () => {
      [leaf.position, other.position] = [other.position, leaf.position];
      return 'exchange two places';
    },
    () => {
      [leaf.sequence, other.sequence] = [other.sequence, leaf.sequence];
      return 'exchange the numbers of two leaves';
    },
    () => {
      leaf.leafHash = flip(leaf.leafHash, attacker);
      return 'edit a leaf';
    },
    () => {
      leaves.splice(leaves.indexOf(leaf), 1);
      return 'delete a leaf';
    },
    () => {
      leaves.splice(attacker.below(leaves.length));
      return 'cut off the leaves';
    },
    () => {
      const sequence = leaves.at(-1)!.sequence + 1n;
      leaves.push({ position: BigInt(leaves.length), sequence, leafHash: eventLeaf(sequence, leaf.leafHash) });
      return 'add a leaf of nothing';
    },
    () => {
      checkpoint.root = flip(checkpoint.root, attacker);
      return 'edit a checkpoint’s root';
    },
    () => {
      const at = attacker.below(checkpoint.note.length - 1);
      checkpoint.note = checkpoint.note.slice(0, at) + checkpoint.note.slice(at + 1);
      return 'edit a checkpoint’s note';
    },
    () => {
      checkpoint.lastSequence += 1n;
      return 'edit a checkpoint’s last number';
    },
    () => {
      checkpoint.keyVersion += 1;
      return 'edit a checkpoint’s key version';
    },
    () => {
      checkpoint.size = [checkpoint.size + 100_000n, 0n][attacker.below(2)]!;
      return 'edit a checkpoint’s size';
    },
    () => {
      checkpoints.pop();
      return 'delete the checkpoint that left';
    },
    ...(subtrees.length > 0
      ? [
          () => {
            const subtree = pick(subtrees, attacker);
            subtree.hash = flip(subtree.hash, attacker);
            return 'edit a stored hash';
          },
          () => {
            subtrees.splice(attacker.below(subtrees.length), 1);
            return 'delete a stored hash';
          },
        ]
      : []),
    () => {
      subtrees.push({
        level: STORED_EVERY,
        position: 77n + BigInt(attacker.below(9)),
        hash: flip(leaf.leafHash, attacker),
      });
      return 'add a stored hash';
    },
  ];
  return { kind: pick(acts, attacker)() };
}

/** Makes what was done look right, as far as the attacker goes. */
async function cover(
  state: LogState,
  touched: readonly StoredEvent[],
  effort: Effort,
  attacker: Attacker,
): Promise<void> {
  if (effort === 'leaves the row') return;
  for (const event of touched) event.payloadHash = (storedEventHash(event) as Buffer | null) ?? event.payloadHash;
  if (effort === 'hashes the row anew') return;
  if (effort === 'makes its leaf anew') {
    const bySequence = new Map(touched.map((event) => [event.sequence, event]));
    for (const leaf of state.leaves) {
      const event = bySequence.get(leaf.sequence);
      if (event) leaf.leafHash = eventLeaf(event.sequence, event.payloadHash);
    }
    return;
  }
  await rebuild(state, effort, attacker);
}

async function rebuild(state: LogState, effort: Effort, attacker: Attacker): Promise<void> {
  const earlier = new Map(state.checkpoints.map((checkpoint) => [Number(checkpoint.size), checkpoint]));
  const last = state.checkpoints.at(-1)!;
  const tree = new GrowingTree();
  Object.assign(state, { leaves: [], subtrees: [], checkpoints: [] });
  for (const { sequence, payloadHash } of state.events) {
    const leafHash = eventLeaf(sequence, payloadHash);
    state.leaves.push({ position: BigInt(tree.size), sequence, leafHash });
    for (const { level, position, hash } of tree.add(leafHash)) {
      if (level % STORED_EVERY === 0) state.subtrees.push({ level, position: BigInt(position), hash });
    }
    const atEnd = tree.size === state.events.length;
    const checkpoint = earlier.get(tree.size) ?? (atEnd ? last : undefined);
    if (!checkpoint) continue;
    const signed =
      effort === 'rebuilds the tree'
        ? { note: checkpoint.note, keyVersion: checkpoint.keyVersion }
        : await attacker.sign(effort === 'rebuilds and signs herself', tree.size, tree.root());
    state.checkpoints.push({
      ...checkpoint,
      size: BigInt(tree.size),
      root: tree.root(),
      lastSequence: sequence,
      ...signed,
    });
  }
}

function remove(state: LogState, gone: ReadonlySet<StoredEvent>): void {
  state.events = state.events.filter((event) => !gone.has(event));
}

/** A number below the last one that no event has: drawn by a transaction that did not commit. */
function unusedNumber({ events }: LogState, attacker: Attacker): bigint | null {
  const used = new Set(events.map(({ sequence }) => sequence));
  const free: bigint[] = [];
  for (let number = 1n; number < events.at(-1)!.sequence; number += 1n) if (!used.has(number)) free.push(number);
  return free.length > 0 ? pick(free, attacker) : null;
}

function flip(bytes: Buffer, attacker: Attacker): Buffer {
  const changed = Buffer.from(bytes);
  const at = attacker.below(changed.length);
  changed[at] = changed[at]! ^ (1 << attacker.below(8));
  return changed;
}

function pick<Item>(items: readonly Item[], attacker: Attacker): Item {
  return items[attacker.below(items.length)]!;
}

function pickOther<Item>(items: readonly Item[], item: Item, attacker: Attacker): Item {
  return pick(
    items.filter((each) => each !== item),
    attacker,
  );
}
