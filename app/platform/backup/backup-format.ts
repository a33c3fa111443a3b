import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import * as z from 'zod';

// header line (JSON) ‖ for every table: frames of a length (4, big-endian) and so many bytes of COPY text, then length 0
// All of it compressed, and encrypted with age, which notices a change and a missing end.

export const FORMAT = 'linden-backup-1';

const Header = z.object({
  format: z.literal(FORMAT),
  stream: z.enum(['records', 'keys']),
  takenAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
export type BackupHeader = z.output<typeof Header>;

/** The file is not a backup of Linden's, or not a whole one. Written for the operator. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

const MAX_HEADER = 1024 * 1024;
const MAX_FRAME = 64 * 1024 * 1024;

export async function writeHeader(sink: Writable, header: BackupHeader): Promise<void> {
  await write(sink, Buffer.from(`${JSON.stringify(header)}\n`, 'utf8'));
}

export async function writeTable(sink: Writable, rows: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of rows) {
    await write(sink, lengthOf(chunk.length));
    await write(sink, chunk);
    bytes += chunk.length;
  }
  await write(sink, lengthOf(0));
  return bytes;
}

/** Reads a backup's text from front to back. */
export class BackupReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: Readable | AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Throws BackupError. */
  async header(): Promise<BackupHeader> {
    let end = this.#rest.indexOf(10);
    while (end < 0) {
      if (this.#rest.length > MAX_HEADER) throw new BackupError('This file does not begin as a backup of Linden does.');
      await this.#more();
      end = this.#rest.indexOf(10);
    }
    const line = this.#take(end + 1).toString('utf8');
    const parsed = Header.safeParse(jsonOf(line));
    if (!parsed.success) throw new BackupError('This file does not begin as a backup of Linden does.');
    return parsed.data;
  }

  /** The COPY text of the next table. Throws BackupError when the file ends before it does. */
  async *table(): AsyncGenerator<Buffer> {
    for (;;) {
      const length = (await this.#bytes(4)).readUInt32BE();
      if (length === 0) return;
      if (length > MAX_FRAME) throw new BackupError('This backup is damaged.');
      yield await this.#bytes(length);
    }
  }

  async #bytes(count: number): Promise<Buffer> {
    while (this.#rest.length < count) await this.#more();
    return this.#take(count);
  }

  #take(count: number): Buffer {
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return taken;
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#source.next();
    if (done) throw new BackupError('This backup ends too early.');
    this.#rest = this.#rest.length === 0 ? Buffer.from(value) : Buffer.concat([this.#rest, value]);
  }
}

async function write(sink: Writable, bytes: Uint8Array): Promise<void> {
  if (!sink.write(bytes)) await once(sink, 'drain');
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
