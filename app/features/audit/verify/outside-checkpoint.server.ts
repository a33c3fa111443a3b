import { parseCheckpoint } from '#app/platform/transparency/checkpoint.server.ts';
import { NoteError, parseNote, type SignedNote } from '#app/platform/transparency/signed-note.server.ts';

/** A checkpoint that left the host: what the database is held against. */
export interface OutsideCheckpoint {
  /** how to call it in a finding: a file's name, or "printed" */
  readonly name: string;
  readonly size: number;
  /** base64; as many signs as somebody typed */
  readonly root: string;
  /** null for one that was typed from paper */
  readonly note: SignedNote | null;
  readonly origin: string | null;
}

const LEAST_ROOT_SIGNS = 12;

/** A downloaded file. Throws NoteError. */
export function outsideNote(name: string, text: string): OutsideCheckpoint {
  const note = parseNote(text);
  const { origin, size, root } = parseCheckpoint(note.text);
  return { name, size, root: root.toString('base64'), note, origin };
}

/** `1234:Xcna…`, size and root (or its first twelve signs or more), as a packet prints them. Throws NoteError. */
export function printedCheckpoint(text: string): OutsideCheckpoint {
  const [size, root] = /^(\d{1,15}):([A-Za-z0-9+/]{12,43}=?)$/.exec(text.trim())?.slice(1) ?? [];
  if (!size || !root) throw new NoteError(`Not size:root with ${LEAST_ROOT_SIGNS} signs of the root or more: ${text}`);
  return { name: `printed ${text.trim()}`, size: Number(size), root, note: null, origin: null };
}
