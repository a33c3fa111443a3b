/**
 * What can be wrong with a log:
 * `edited` an event is not what was hashed; `missing` an event of the tree is gone; `inserted` an event stands among those
 * that the tree covers and is not in it; `reordered` the tree's order is not that of the numbers; `truncated` the log ends
 * before a checkpoint's size; `forked` the tree is not the one that was signed; `unsigned` a checkpoint is not this log's;
 * `damaged` a stored part of the tree or of a checkpoint is wrong or gone.
 */
export const FINDING_KINDS = [
  'edited',
  'missing',
  'inserted',
  'reordered',
  'truncated',
  'forked',
  'unsigned',
  'damaged',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Where: an event by its number, a part of the tree, or a checkpoint. */
export interface Finding {
  readonly kind: FindingKind;
  readonly where: string;
}

/** Most findings of one kind that are kept; all are counted. */
const KEPT = 20;

/** Collects findings in bounded memory. */
export class Findings {
  readonly #counts = new Map<FindingKind, number>();
  readonly #kept: Finding[] = [];

  add(kind: FindingKind, where: string): void {
    const count = this.countOf(kind) + 1;
    this.#counts.set(kind, count);
    if (count <= KEPT) this.#kept.push({ kind, where });
  }

  countOf(kind: FindingKind): number {
    return this.#counts.get(kind) ?? 0;
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The first twenty of each kind, in the order of the kinds. */
  get kept(): readonly Finding[] {
    return [...this.#kept].sort((a, b) => FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind));
  }
}
