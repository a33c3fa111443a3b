/** What was opened in this transaction: counts by field, and the purposes that were given. */
export class Reads {
  readonly #fields = new Map<string, number>();
  readonly #purposes = new Set<string>();
  readonly #subjects = new Set<string>();

  add(
    { table, column, subjectId }: { table: string; column: string; subjectId: string | undefined },
    purpose: string,
  ): void {
    if (subjectId) this.#subjects.add(subjectId);
    const name = `${table}.${column}`;
    this.#fields.set(name, (this.#fields.get(name) ?? 0) + 1);
    this.#purposes.add(purpose);
  }

  /** A case, or another subject of a key, that was looked into. */
  look(subjectId: string): void {
    this.#subjects.add(subjectId);
  }

  get subjects(): readonly string[] {
    return [...this.#subjects];
  }

  get any(): boolean {
    return this.#fields.size > 0;
  }

  get count(): number {
    return [...this.#fields.values()].reduce((sum, times) => sum + times, 0);
  }

  summary(): Record<string, unknown> {
    if (!this.any) return {};
    return { revealed: Object.fromEntries(this.#fields), revealedFor: [...this.#purposes] };
  }
}
