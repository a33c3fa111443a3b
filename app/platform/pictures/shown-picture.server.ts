import { spawn } from 'node:child_process';
import path from 'node:path';

const PROGRAM = 'app/platform/pictures/draw-picture.mjs';
/** The longer edge of a picture that is shown; pixels. */
const EDGE = 2000;
/** A file that says it has more is not decoded: a few bytes can claim any number. */
const MOST_PIXELS = 60_000_000;
const MOST_BYTES = 8_000_000;
const PATIENCE_MS = 15_000;
/** At once; who comes later waits. Decoding takes a core and the memory of the picture. */
const AT_ONCE = 2;

/** What is shown in a page; a file that is none of these is only downloaded. */
const SHOWN: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'image/tiff'];

export function isShown(mediaType: string): boolean {
  return SHOWN.includes(mediaType);
}

/** The bytes are no picture, are damaged, or would be too large to draw. */
export class PictureError extends Error {
  override name = 'PictureError';
}

let running = 0;
const waiting: (() => void)[] = [];

/**
 * A JPEG of the picture's pixels and nothing else: no place, camera, date or comment, whatever the file had (docs/decisions/087).
 * Decoded by a process of its own that has no keys, no environment, no files but the decoder's and no way to start another.
 * Throws PictureError.
 */
export async function pictureToShow(bytes: Uint8Array): Promise<Buffer> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await draw(bytes);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** What Node lets the process do that decodes: read the decoder, load it, and nothing else. */
export function locked(root: string): string[] {
  const flag = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
  const reads = ['node_modules/*', 'package.json', PROGRAM].map((name) => `--allow-fs-read=${path.join(root, name)}`);
  return [flag, '--allow-addons', ...reads];
}

function draw(bytes: Uint8Array): Promise<Buffer> {
  const root = process.cwd();
  const args = [...locked(root), '--no-warnings', path.join(root, PROGRAM), String(EDGE), String(MOST_PIXELS)];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { NODE_ENV: 'production' },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BYTES) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 && size > 0 ? resolve(Buffer.concat(chunks)) : reject(new PictureError()),
    );
    // A child that ends before it has read everything closes the pipe: its end says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(bytes);
  });
}
