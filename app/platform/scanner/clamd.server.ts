import { createConnection } from 'node:net';

// clamd, asked over its own socket on this host: https://docs.clamav.net/manual/Usage/Scanning.html#clamd (zINSTREAM).
const CHUNK = 64 * 1024;
/** Longer than this nobody waits in front of a form; the transaction that asks ends after twenty seconds. */
const PATIENCE_MS = 12_000;
const MOST_ANSWER = 1_024;

/** What the scanner says of a file. */
export type Scan = 'clean' | 'harmful';

/** The scanner did not answer, or not in a way that can be trusted. Nothing is known about the file. */
export class ScannerError extends Error {
  override readonly name = 'ScannerError';
}

/**
 * Asks the clamd that listens on a Unix socket about a file's bytes. They go to that process on this host and nowhere else.
 * @throws ScannerError when it cannot be asked, answers late or refuses the file (larger than its own limit)
 */
export async function scanWithClamd(socketPath: string, content: Uint8Array): Promise<Scan> {
  const answer = await ask(socketPath, (write) => {
    write(Buffer.from('zINSTREAM\0'));
    for (let from = 0; from < content.length; from += CHUNK) {
      const chunk = content.subarray(from, from + CHUNK);
      write(lengthOf(chunk.length));
      write(chunk);
    }
    write(lengthOf(0));
  });
  if (answer === 'stream: OK') return 'clean';
  if (/^stream: .+ FOUND$/.test(answer)) return 'harmful';
  throw new ScannerError(`The scanner answered: ${answer.slice(0, 200)}`);
}

/** Its version with that of its signatures, for the doctor. @throws ScannerError */
export function versionOfClamd(socketPath: string): Promise<string> {
  return ask(socketPath, (write) => write(Buffer.from('zVERSION\0')));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** One command, one answer that ends with a zero byte. */
function ask(socketPath: string, send: (write: (bytes: Uint8Array) => void) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      socket.destroy();
      reject(new ScannerError(why));
    };
    const socket = createConnection({ path: socketPath });
    const timer = setTimeout(() => fail('The scanner does not answer.'), PATIENCE_MS);
    let answer = '';
    socket.on('connect', () => send((bytes) => void socket.write(bytes)));
    socket.on('data', (part: Buffer) => {
      answer += part.toString('utf8');
      if (answer.length > MOST_ANSWER) fail('The scanner answered too much.');
    });
    socket.on('error', (error) => fail(`The scanner cannot be asked: ${(error as { code?: string }).code ?? error.name}`));
    socket.on('close', () => {
      clearTimeout(timer);
      // A refusal closes the connection while the file is still being sent: what it said counts.
      if (answer.endsWith('\0')) resolve(answer.slice(0, -1));
      else reject(new ScannerError('The scanner ended without an answer.'));
    });
  });
}
