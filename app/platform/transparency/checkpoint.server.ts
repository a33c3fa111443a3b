import { HASH_BYTES, type Hash } from './merkle-tree.server.ts';
import { NoteError } from './signed-note.server.ts';

/** A log's size and root at one moment, in the form of https://c2sp.org/tlog-checkpoint. */
export interface Checkpoint {
  /** the log's own name */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** The text that is signed: origin, size and root in base64, a line each. Further lines are not recommended: there are none. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Throws NoteError unless the text of a note is a checkpoint. Lines after the third are passed over. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root, ...more] = text.split('\n');
  const bytes = Buffer.from(root ?? '', 'base64');
  const wellFormed =
    origin && /^(0|[1-9]\d{0,15})$/.test(size ?? '') && Number.isSafeInteger(Number(size)) && more.at(-1) === '';
  if (!wellFormed || bytes.length !== HASH_BYTES || bytes.toString('base64') !== root) {
    throw new NoteError('The note is no checkpoint of a log.');
  }
  return { origin, size: Number(size), root: bytes };
}
