/** The six ways in which a request can fail. `statusOf` is the one place that maps them to HTTP. Browser-safe. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** Something that a form named and that is not the actor's to name. */
export interface Refused {
  readonly kind: 'Case' | 'Member';
  readonly id: string;
}

/**
 * `fields`: error keys (namespace `errors`) by the form's field; '' is for the form as a whole. `refused`: what she may not act
 * on; the form says only that the answer does not fit, and the attempt is recorded.
 */
export class Invalid extends Error {
  override readonly name = 'Invalid';
  readonly fields: Record<string, string[]>;
  readonly refused: readonly Refused[];

  constructor(fields: Record<string, string[]>, refused: readonly Refused[] = []) {
    super('The form is not valid.');
    this.fields = fields;
    this.refused = refused;
  }
}

/** Somebody else changed it first. `view` is what the page needs to show both; it goes to the browser. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  readonly view: object;

  constructor(view: object = {}) {
    super('Changed in the meantime.');
    this.view = view;
  }
}

export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** Tried too often in too short a time; nothing was done. */
export class TooMany extends Error {
  override readonly name = 'TooMany';
}

/** She opened more in an hour than her work needs; nothing was shown. */
export class ReadTooMuch extends TooMany {}

export type KernelError = NotFound | Forbidden | Invalid | Conflict | Unavailable | TooMany;

const STATUS = { NotFound: 404, Forbidden: 403, Invalid: 422, Conflict: 409, Unavailable: 503, TooMany: 429 } as const;

/** `undefined` for an error that is none of the six. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof NotFound ||
    error instanceof Forbidden ||
    error instanceof Invalid ||
    error instanceof Conflict ||
    error instanceof Unavailable ||
    error instanceof TooMany
    ? STATUS[error.name]
    : undefined;
}
