// Secrets that people read from paper and type: Crockford's base32 in groups of four, with two check symbols at the end.
//
//   number = bytes, big-endian;  whole = number · 1024 + check, and whole is divisible by 1021
//
// 1021 is a prime above 31 · 32, so one wrong symbol, or two neighbours in the wrong order, is always noticed, the check
// symbols included; any other mistake slips through once in 1021 times. Case, spaces and hyphens mean nothing, and O is 0,
// I and L are 1. There is no U.

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;
const CHECK_SYMBOLS = 2;
const CHECK_ROOM = 1024n;
const PRIME = 1021n;

/** The code of these bytes, such as `8KJ4-…`. Sixteen bytes give seven groups. */
export function speak(bytes: Uint8Array): string {
  const number = toNumber(bytes);
  const check = (PRIME - ((number * CHECK_ROOM) % PRIME)) % PRIME;
  let whole = number * CHECK_ROOM + check;
  let symbols = '';
  for (let left = symbolsFor(bytes.length); left > 0; left -= 1) {
    symbols = ALPHABET[Number(whole % 32n)]! + symbols;
    whole /= 32n;
  }
  return (symbols.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}

/** The bytes that a typed code means, or null for one that is too short, too long or mistyped. */
export function understand(text: string, length: number): Uint8Array<ArrayBuffer> | null {
  const symbols = plain(text);
  if (symbols.length !== symbolsFor(length)) return null;
  let whole = 0n;
  for (const symbol of symbols) {
    const value = ALPHABET.indexOf(symbol);
    if (value < 0) return null;
    whole = whole * 32n + BigInt(value);
  }
  const number = whole / CHECK_ROOM;
  if (whole % PRIME !== 0n || whole % CHECK_ROOM >= PRIME || number >= 1n << BigInt(8 * length)) return null;
  return fromNumber(number, length);
}

/** The groups as they are printed. */
export function groupsOf(code: string): string[] {
  return code.split('-');
}

/** Whether somebody typed this group of a code. For a code that she sees or has on paper, not for guarding a secret. */
export function sameGroup(typed: string, group: string): boolean {
  return plain(typed) === plain(group);
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−.,]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

function symbolsFor(length: number): number {
  return Math.ceil((8 * length) / 5) + CHECK_SYMBOLS;
}

function toNumber(bytes: Uint8Array): bigint {
  let number = 0n;
  for (const byte of bytes) number = number * 256n + BigInt(byte);
  return number;
}

function fromNumber(number: bigint, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let index = length - 1, left = number; index >= 0; index -= 1, left /= 256n) bytes[index] = Number(left % 256n);
  return bytes;
}
