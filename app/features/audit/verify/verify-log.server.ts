import { eventLeaf } from '#app/kernel/audit.server.ts';
import { parseCheckpoint } from '#app/platform/transparency/checkpoint.server.ts';
import { EMPTY_ROOT, GrowingTree, STORED_EVERY } from '#app/platform/transparency/merkle-tree.server.ts';
import { isSignedBy, NoteError, parseNote, type NoteKey } from '#app/platform/transparency/signed-note.server.ts';
import { Findings } from './findings.ts';
import type { OutsideCheckpoint } from './outside-checkpoint.server.ts';
import { storedEventHash } from './stored-event-hash.server.ts';
import type { StoredCheckpoint, StoredEvent, StoredLeaf, StoredLog } from './stored-log.ts';

export interface Against {
  /** the log's own name */
  origin: string;
  /** the log's keys by their version in the key module */
  keys: ReadonlyMap<number, NoteKey>;
  /** keys that an auditor took home with her checkpoints */
  broughtKeys?: readonly NoteKey[];
  /** checkpoints that left the host */
  outside: readonly OutsideCheckpoint[];
}

export interface Report {
  /** events in the tree */
  size: number;
  /** events that came after the last checkpoint: nothing can be said about them yet */
  uncovered: number;
  /** stored checkpoints that were checked */
  checkpoints: number;
  findings: Findings;
}

/**
 * Checks the whole log in one pass: every event against its hash and its leaf, the tree against every checkpoint that is
 * stored and every one that left the host. Since each checkpoint is held against the tree of the same leaves, checkpoints
 * that agree with it are consistent with each other. Memory: one hash per 256 events.
 */
export async function verifyLog(log: StoredLog, against: Against): Promise<Report> {
  const check = new LogCheck(against);
  await check.begin(log);
  for await (const leaf of log.leaves()) await check.leaf(leaf);
  await check.end(log);
  return check.report();
}

class LogCheck {
  readonly #against: Against;
  readonly #findings = new Findings();
  readonly #tree = new GrowingTree();
  readonly #subtrees = new Map<string, Buffer>();
  readonly #outside: OutsideCheckpoint[];
  #checkpoints!: AsyncIterator<StoredCheckpoint>;
  #next: StoredCheckpoint | null = null;
  #previous: StoredCheckpoint | null = null;
  #checked = 0;
  #uncovered = 0;
  #highest = 0n;
  #lastSequence = 0n;
  /** the largest size at which a checkpoint agreed: of those that left the host, and of the stored ones */
  readonly #agreed = { outside: 0, stored: 0 };
  #expectedPosition = 0n;

  constructor(against: Against) {
    this.#against = against;
    this.#outside = [...against.outside].sort((a, b) => a.size - b.size);
  }

  async begin(log: StoredLog): Promise<void> {
    for (const outside of this.#outside) this.#signature(outside);
    for await (const { level, position, hash } of log.subtrees()) this.#subtrees.set(`${level}/${position}`, hash);
    this.#checkpoints = log.checkpoints()[Symbol.asyncIterator]();
    await this.#advance();
    for (; this.#next && this.#next.size <= 0n; await this.#advance()) {
      this.#findings.add('damaged', `a stored checkpoint has the size ${this.#next.size}`);
    }
    this.#compareOutside();
  }

  async leaf(leaf: StoredLeaf): Promise<void> {
    const { position, sequence, leafHash, event } = leaf;
    if (position !== this.#expectedPosition) {
      this.#findings.add('damaged', `the tree has a place ${position} where ${this.#expectedPosition} comes next`);
    }
    this.#expectedPosition = position + 1n;
    if (sequence <= this.#lastSequence) {
      this.#findings.add('reordered', `event ${sequence} stands in the tree after event ${this.#lastSequence}`);
    }
    this.#lastSequence = sequence;
    if (sequence > this.#highest) this.#highest = sequence;
    if (!event) this.#findings.add('missing', `event ${sequence}`);
    else if (!isAsWritten(event, leafHash)) this.#findings.add('edited', `event ${sequence}`);
    this.#grow(leafHash);
    for (; this.#next && this.#next.size === BigInt(this.#tree.size); await this.#advance()) this.#compare(this.#next);
    this.#compareOutside();
  }

  async end(log: StoredLog): Promise<void> {
    for (; this.#next; await this.#advance()) {
      this.#findings.add('truncated', `a stored checkpoint has ${this.#next.size} events, the tree ${this.#tree.size}`);
    }
    for (const { name, size } of this.#outside) {
      this.#findings.add('truncated', `${name} has ${size} events, the tree ${this.#tree.size}`);
    }
    for (const place of this.#subtrees.keys())
      this.#findings.add('damaged', `stored hash ${place} has no place in the tree`);
    for await (const sequence of log.looseEvents()) {
      if (sequence <= this.#highest) this.#findings.add('inserted', `event ${sequence}`);
      else this.#uncovered += 1;
    }
  }

  report(): Report {
    return { size: this.#tree.size, uncovered: this.#uncovered, checkpoints: this.#checked, findings: this.#findings };
  }

  #grow(leafHash: Buffer): void {
    for (const { level, position, hash } of this.#tree.add(Buffer.from(leafHash))) {
      if (level % STORED_EVERY !== 0) continue;
      const place = `${level}/${position}`;
      if (!this.#subtrees.get(place)?.equals(hash)) this.#findings.add('damaged', `stored hash ${place}`);
      this.#subtrees.delete(place);
    }
  }

  /** A stored checkpoint whose size the tree has now. */
  #compare(stored: StoredCheckpoint): void {
    const name = `the stored checkpoint of ${stored.size} events`;
    if (!this.#isOwn(stored)) this.#findings.add('unsigned', name);
    const later = this.#previous && before(stored, this.#previous);
    if (stored.lastSequence !== this.#lastSequence || stored.atMicroseconds === null || later) {
      this.#findings.add('damaged', name);
    }
    this.#compareRoot('stored', name, stored.root.toString('base64'));
    this.#previous = stored;
  }

  /** Whether the note says what its row says, in this log's name and signed by one of its keys. */
  #isOwn({ note, size, root, keyVersion }: StoredCheckpoint): boolean {
    try {
      const signed = parseNote(note);
      const said = parseCheckpoint(signed.text);
      const same = BigInt(said.size) === size && said.root.equals(root) && said.origin === this.#against.origin;
      const key = this.#against.keys.get(keyVersion);
      return same && key !== undefined && isSignedBy(signed, key);
    } catch (error) {
      if (error instanceof NoteError) return false;
      throw error;
    }
  }

  /** Checkpoints that left the host and whose size the tree has now. */
  #compareOutside(): void {
    while (this.#outside[0] && this.#outside[0].size <= this.#tree.size) {
      const { name, size, root } = this.#outside.shift()!;
      this.#compareRoot('outside', name, root);
      if (size > 0 && this.#previous?.size !== BigInt(size)) {
        this.#findings.add('damaged', `${name} is not among the stored checkpoints`);
      }
    }
  }

  #compareRoot(whose: 'outside' | 'stored', name: string, claimed: string): void {
    const root = this.#tree.size === 0 ? EMPTY_ROOT : this.#tree.root();
    if (root.toString('base64').startsWith(claimed)) {
      this.#agreed[whose] = this.#tree.size;
      return;
    }
    const since = `a change between the places ${this.#agreed[whose]} and ${this.#tree.size} of the tree`;
    this.#findings.add('forked', `${name}: ${since}`);
  }

  #signature({ name, note, origin }: OutsideCheckpoint): void {
    if (!note) return;
    const keys = [...this.#against.keys.values(), ...(this.#against.broughtKeys ?? [])];
    if (origin !== this.#against.origin || !keys.some((key) => isSignedBy(note, key)))
      this.#findings.add('unsigned', name);
  }

  async #advance(): Promise<void> {
    const { value, done } = await this.#checkpoints.next();
    this.#next = done ? null : (value as StoredCheckpoint);
    if (this.#next) this.#checked += 1;
  }
}

function isAsWritten(event: StoredEvent, leafHash: Buffer): boolean {
  const hash = storedEventHash(event);
  return hash !== null && hash.equals(event.payloadHash) && eventLeaf(event.sequence, hash).equals(leafHash);
}

function before(one: StoredCheckpoint, other: StoredCheckpoint): boolean {
  return one.atMicroseconds !== null && other.atMicroseconds !== null && one.atMicroseconds < other.atMicroseconds;
}
