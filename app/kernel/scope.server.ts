declare const scoped: unique symbol;

/**
 * What a list may show to one actor: nothing, or the rows that a filter names. There is no third case: "everything" is
 * not a scope, and an empty filter neither compiles nor runs.
 */
export type Scope<Where extends object> = { kind: 'none' } | { kind: 'some'; where: Where; [scoped]: true };

/** A filter with at least one condition; `{}` and a type whose every condition may be absent are refused. */
type Filter<Where extends object> = { [K in keyof Where]-?: object extends Pick<Where, K> ? never : K }[keyof Where] extends never
  ? never
  : Where;

export const nothing = { kind: 'none' } as const;

/** The rows that match. Throws RangeError when no condition is left (an undefined value would match every row). */
export function only<Where extends object>(where: Where & Filter<Where>): Scope<Where> {
  const conditions = Object.values(where);
  if (conditions.length === 0 || conditions.some((condition) => condition === undefined)) {
    throw new RangeError('A scope needs at least one condition, and none may be undefined.');
  }
  return { kind: 'some', where: where as Where } as Scope<Where>;
}

/** Runs the query with the scope's filter; without one the answer is `empty` and no query runs. */
export function within<Where extends object, Result>(
  scope: Scope<Where>,
  empty: Result,
  query: (where: Where) => Promise<Result>,
): Promise<Result> {
  return scope.kind === 'none' ? Promise.resolve(empty) : query(scope.where);
}
