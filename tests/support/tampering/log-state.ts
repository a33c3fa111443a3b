import type {
  StoredCheckpoint,
  StoredEvent,
  StoredLeaf,
  StoredLog,
  StoredSubtree,
} from '#app/features/audit/verify/stored-log.ts';

export type Leaf = Omit<StoredLeaf, 'event'>;

/** A whole log in memory, as its tables have it, to be tampered with. */
export interface LogState {
  /** by number */
  events: StoredEvent[];
  /** by position */
  leaves: Leaf[];
  subtrees: StoredSubtree[];
  /** by size */
  checkpoints: StoredCheckpoint[];
}

/** Reads every event, also those that no leaf names: `events` as the database has them. */
export async function readState(log: StoredLog, loose: readonly StoredEvent[] = []): Promise<LogState> {
  const state: LogState = { events: [...loose], leaves: [], subtrees: [], checkpoints: [] };
  for await (const { event, ...leaf } of log.leaves()) {
    state.leaves.push(leaf);
    if (event) state.events.push(event);
  }
  for await (const subtree of log.subtrees()) state.subtrees.push(subtree);
  for await (const checkpoint of log.checkpoints()) state.checkpoints.push(checkpoint);
  state.events.sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
  return state;
}

/** The log as it was when it had `size` leaves, if it had a checkpoint then. */
export function beginningOf(state: LogState, size: number): LogState {
  const last = state.leaves[size - 1]!.sequence;
  return {
    events: state.events.filter(({ sequence }) => sequence <= last),
    leaves: state.leaves.slice(0, size),
    subtrees: state.subtrees.filter(({ level, position }) => (Number(position) + 1) * 2 ** level <= size),
    checkpoints: state.checkpoints.filter((checkpoint) => checkpoint.size <= BigInt(size)),
  };
}

export function copyOf(state: LogState): LogState {
  return {
    events: state.events.map((event) => ({ ...event })),
    leaves: state.leaves.map((leaf) => ({ ...leaf })),
    subtrees: state.subtrees.map((subtree) => ({ ...subtree })),
    checkpoints: state.checkpoints.map((checkpoint) => ({ ...checkpoint })),
  };
}

/** The state as the verifier reads it. */
export function memoryLog(state: LogState): StoredLog {
  const bySequence = new Map(state.events.map((event) => [event.sequence, event]));
  const named = new Set(state.leaves.map(({ sequence }) => sequence));
  const loose = [...bySequence.keys()].filter((sequence) => !named.has(sequence));
  return {
    leaves: () =>
      each(
        [...state.leaves]
          .sort((a, b) => Number(a.position - b.position))
          .map((leaf) => ({ ...leaf, event: bySequence.get(leaf.sequence) ?? null })),
      ),
    looseEvents: () => each(loose.sort((a, b) => Number(a - b))),
    subtrees: () => each(state.subtrees),
    checkpoints: () => each([...state.checkpoints].sort((a, b) => Number(a.size - b.size))),
  };
}

async function* each<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
