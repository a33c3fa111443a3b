// One canonical way to turn a list of values into bytes, for everything that is authenticated, signed or derived from.
//
// Each part is  length (4 bytes, big-endian, of tag and body) ‖ tag (1 byte) ‖ body:
//   's' a string, as UTF-8    'n' a whole number >= 0, as 8 bytes big-endian    'b' bytes, as they are
// The tag keeps '1', 1 and the byte 0x31 apart, and the length keeps ('ab', 'c') and ('a', 'bc') apart: two different
// lists never give the same bytes. JSON is never used for this, because one value has many JSON texts.

export type Part = string | number | Uint8Array;

const TAG_STRING = 0x73;
const TAG_NUMBER = 0x6e;
const TAG_BYTES = 0x62;
const LENGTH_BYTES = 4;
const NUMBER_BYTES = 8;
const LAST_ASCII = 0x7f;
const UTF8_BYTES_PER_UNIT = 3;

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The canonical bytes of a list of parts.
 * Throws RangeError for what has no single encoding: negative, fractional or unsafe numbers, and strings with half a
 * surrogate pair (which UTF-8 would replace, so that two strings became one).
 */
export function lengthPrefixed(...parts: Array<string | number | Uint8Array>): Uint8Array<ArrayBuffer> {
  let atMost = 0;
  for (const part of parts) atMost += LENGTH_BYTES + 1 + longestBody(part);
  const encoded = new Uint8Array(atMost);
  let offset = 0;
  for (const part of parts) {
    const bodyAt = offset + LENGTH_BYTES + 1;
    const bodyBytes = writeBody(part, encoded, bodyAt);
    writeUint32(encoded, offset, bodyBytes + 1);
    encoded[offset + LENGTH_BYTES] = tagOf(part);
    offset = bodyAt + bodyBytes;
  }
  if (offset === atMost) return encoded;
  const exact = encoded.slice(0, offset);
  encoded.fill(0); // a part may be a secret, and whoever wipes the answer does not know of this
  return exact;
}

/** The list that `lengthPrefixed` was given. Throws RangeError unless the bytes are exactly one such encoding. */
export function splitLengthPrefixed(encoded: Uint8Array): Part[] {
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const parts: Part[] = [];
  let offset = 0;
  while (offset < encoded.length) {
    if (encoded.length - offset < LENGTH_BYTES + 1) throw new RangeError('A part is cut short.');
    const length = view.getUint32(offset);
    const end = offset + LENGTH_BYTES + length;
    if (length < 1 || end > encoded.length) throw new RangeError('A part is cut short.');
    parts.push(partOf(encoded[offset + LENGTH_BYTES]!, encoded.slice(offset + LENGTH_BYTES + 1, end)));
    offset = end;
  }
  return parts;
}

function tagOf(part: Part): number {
  if (typeof part === 'string') return TAG_STRING;
  return typeof part === 'number' ? TAG_NUMBER : TAG_BYTES;
}

function longestBody(part: Part): number {
  if (typeof part === 'number') return NUMBER_BYTES;
  return typeof part === 'string' ? part.length * UTF8_BYTES_PER_UNIT : part.length;
}

/** Writes a part's body at `at` and returns how many bytes it has. */
function writeBody(part: Part, into: Uint8Array, at: number): number {
  if (typeof part === 'string') return writeString(part, into, at);
  if (typeof part === 'number') {
    if (!Number.isSafeInteger(part) || part < 0) throw new RangeError(`Not a whole number from 0 on: ${part}`);
    writeUint32(into, at, Math.floor(part / 2 ** 32));
    writeUint32(into, at + 4, part % 2 ** 32);
    return NUMBER_BYTES;
  }
  into.set(part, at);
  return part.length;
}

/** Ids and names are ASCII, and every field that is opened encodes ten of them: they are copied without a TextEncoder. */
function writeString(text: string, into: Uint8Array, at: number): number {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > LAST_ASCII) {
      if (/\p{Surrogate}/u.test(text)) throw new RangeError('Half a surrogate pair has no UTF-8 form.');
      return utf8.encodeInto(text, into.subarray(at)).written;
    }
    into[at + index] = unit;
  }
  return text.length;
}

function writeUint32(into: Uint8Array, at: number, value: number): void {
  into[at] = value >>> 24;
  into[at + 1] = value >>> 16;
  into[at + 2] = value >>> 8;
  into[at + 3] = value;
}

function partOf(tag: number, body: Uint8Array): Part {
  if (tag === TAG_BYTES) return body;
  if (tag === TAG_STRING) {
    try {
      return strictUtf8.decode(body);
    } catch {
      throw new RangeError('A string part is not UTF-8.');
    }
  }
  if (tag !== TAG_NUMBER || body.length !== NUMBER_BYTES) throw new RangeError('Not a part.');
  const value = new DataView(body.buffer, body.byteOffset).getBigUint64(0);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('A number part is too large.');
  return Number(value);
}
