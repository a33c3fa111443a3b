import { createHash } from 'node:crypto';
import { ED25519_KEY_BYTES, verifyEd25519 } from '#app/platform/crypto/ed25519.server.ts';

/** Text that somebody signed, in the form of https://c2sp.org/signed-note. `text` ends with a line's end. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly keyName: string;
  /** the first four bytes of a hash of name and key: tells keys apart, proves nothing */
  readonly keyId: Buffer;
  readonly signature: Buffer;
}

/** An Ed25519 key (32 bytes) under the name that it signs notes with. */
export interface NoteKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
}

/** Something is no signed note, or no key for one. Says what is wrong with its form and quotes nothing of it. */
export class NoteError extends Error {
  override readonly name = 'NoteError';
}

const ED25519 = 0x01;
const ID_BYTES = 4;
const MOST_SIGNATURES = 100;
const MOST_BYTES = 1_000_000;

/** Whether a name can stand in a signature line: no spaces of any kind, no plus sign. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && !/[\s\u0085+\p{Cc}]/u.test(name) && !/\p{Surrogate}/u.test(name);
}

/** SHA-256(name ‖ newline ‖ 0x01 ‖ key), its first four bytes. */
export function keyIdOf({ name, publicKey }: NoteKey): Buffer {
  const typed = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.of(ED25519), publicKey]);
  return createHash('sha256').update(typed).digest().subarray(0, ID_BYTES);
}

/** The key as other tools take it: `name+id+base64(0x01 ‖ key)`. */
export function formatKey(key: NoteKey): string {
  const encoded = Buffer.concat([Buffer.of(ED25519), key.publicKey]).toString('base64');
  return `${key.name}+${keyIdOf(key).toString('hex')}+${encoded}`;
}

/** Throws NoteError unless the text is exactly one Ed25519 key as `formatKey` writes it. */
export function parseKey(text: string): NoteKey {
  const [name, , encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim())?.slice(1) ?? [];
  const bytes = strictBase64(encoded ?? '');
  if (!name || !bytes || bytes.length !== ED25519_KEY_BYTES + 1 || bytes[0] !== ED25519) {
    throw new NoteError('This is no Ed25519 key for signed notes.');
  }
  const key = { name, publicKey: bytes.subarray(1) };
  if (!isKeyName(name) || formatKey(key) !== text.trim()) throw new NoteError('The key does not fit its own id.');
  return key;
}

/** The note with one signature (Ed25519 over exactly `text`, 64 bytes). Throws NoteError for a text that no note can have. */
export function formatNote(text: string, key: NoteKey, signature: Uint8Array): string {
  const line = `\u2014 ${key.name} ${Buffer.concat([keyIdOf(key), signature]).toString('base64')}\n`;
  const note = `${text}\n${line}`;
  if (parseNote(note).text !== text) throw new NoteError('This text cannot be signed as a note.');
  return note;
}

/** Reads a note's form; it proves nothing before `isSignedBy` says so. Throws NoteError. */
export function parseNote(note: string): SignedNote {
  if (/[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}|\ufffd/u.test(note) || Buffer.byteLength(note) > MOST_BYTES) {
    throw new NoteError('A note is plain text without control characters.');
  }
  const end = note.lastIndexOf('\n\n');
  if (end <= 0 || !note.endsWith('\n')) throw new NoteError('A note is a text, an empty line and signatures.');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw new NoteError(`A note has at most ${MOST_SIGNATURES} signatures.`);
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [keyName, encoded] = /^\u2014 (\S+) (\S+)$/u.exec(line)?.slice(1) ?? [];
  const bytes = strictBase64(encoded ?? '');
  if (!keyName || !isKeyName(keyName) || !bytes || bytes.length <= ID_BYTES) {
    throw new NoteError('A line after the text is no signature.');
  }
  return { keyName, keyId: bytes.subarray(0, ID_BYTES), signature: bytes.subarray(ID_BYTES) };
}

/**
 * Whether the key signed this note. Other keys' signatures are passed over, as the specification wants; one of this key
 * that does not hold makes the answer false, whatever else there is.
 */
export function isSignedBy(note: SignedNote, key: NoteKey): boolean {
  const keyId = keyIdOf(key);
  const own = note.signatures.filter((each) => each.keyName === key.name && each.keyId.equals(keyId));
  const text = Buffer.from(note.text, 'utf8');
  return own.length > 0 && own.every(({ signature }) => verifyEd25519(key.publicKey, text, signature));
}

/** Node reads base64 leniently; a note has one form only. */
function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
