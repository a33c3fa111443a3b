const REDACTED = '[sealed]';
const open = new WeakMap<object, string | Buffer>();

/**
 * An opened value that does not leave by accident: printing, inspecting and JSON show nothing, and returning it to a
 * browser throws. Only `uow.reveal(plaintext, purpose)` gives the value, and records that it did.
 */
export class Plaintext<Value extends string | Buffer = string> {
  declare readonly value: Value;
  readonly table: string;
  readonly column: string;
  /** the case that it is of; another subject of a key where the row names no case; nothing for what is the member's own */
  readonly subjectId: string | undefined;

  constructor(value: Value, from: { table: string; column: string; subjectId?: string }) {
    open.set(this, value);
    this.table = from.table;
    this.column = from.column;
    this.subjectId = from.subjectId;
    // Serialisers read enumerable properties: this one stops them.
    Object.defineProperty(this, 'sealed', {
      enumerable: true,
      get() {
        throw new Error('A sealed value was about to leave without uow.reveal.');
      },
    });
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    throw new Error('A sealed value was about to leave without uow.reveal.');
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}

/** For the unit of work alone. */
export function valueOf<Value extends string | Buffer>(plaintext: Plaintext<Value>): Value {
  return open.get(plaintext) as Value;
}
