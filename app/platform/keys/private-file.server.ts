import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { KeyModuleError } from './key-module-error.ts';

const READABLE_BY_OTHERS = 0o077n;

/**
 * Reads a file that nobody but its owner may reach. `name` is what the operator calls it, such as "key file", `ifMissing`
 * what she must know when it is not there. Throws KeyModuleError, which never quotes the contents.
 */
export async function readPrivateFile(
  path: string,
  name: string,
  ifMissing: string,
): Promise<{ contents: Buffer; mark: string; owner: { uid: number; gid: number } }> {
  const file = await openForReading(path, name, ifMissing);
  try {
    const stat = await file.stat({ bigint: true });
    if (!stat.isFile()) throw new KeyModuleError(`The ${name} ${path} is not an ordinary file.`);
    if ((stat.mode & READABLE_BY_OTHERS) !== 0n) {
      const mode = (stat.mode & 0o777n).toString(8).padStart(4, '0');
      throw new KeyModuleError(
        `The ${name} ${path} has mode ${mode}, so others can reach it. Make it private (chmod 600 ${path}) and ` +
          'consider whether what it holds must be replaced.',
      );
    }
    const owner = { uid: Number(stat.uid), gid: Number(stat.gid) };
    return { contents: await file.readFile(), mark: markOf(stat), owner };
  } finally {
    await file.close();
  }
}

/** Changes whenever the file is written, replaced or given other rights. */
export function markOf({ dev, ino, size, mode, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mode, mtimeNs, ctimeNs].join('/');
}

async function openForReading(path: string, name: string, ifMissing: string): Promise<FileHandle> {
  try {
    // A pipe in its place would make the start wait for ever.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    if (reason === 'ENOENT') throw new KeyModuleError(`There is no ${name} at ${path}. ${ifMissing}`);
    throw new KeyModuleError(`The ${name} ${path} cannot be read (${reason}).`, { cause: error });
  }
}
