/** What was opened in this transaction: counts by field, and the purposes that were given. */
export class Reads {
  readonly #fields = new Map<string, number>();
  readonly #purposes = new Set<string>();

  add({ table, column }: { table: string; column: string }, purpose: string): void {
    const name = `${table}.${column}`;
    this.#fields.set(name, (this.#fields.get(name) ?? 0) + 1);
    this.#purposes.add(purpose);
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
