import { randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import * as z from 'zod';
import { KeyModuleError } from './key-module-error.ts';
import { HMAC_PURPOSES, SIGN_PURPOSES } from './key-module-types.ts';

const FORMAT = 'linden-keys-1';
const KEY_BYTES = 32;
const READABLE_BY_OTHERS = 0o077;

const Key = z.base64().transform((text, context) => {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) context.addIssue({ code: 'custom', message: `a key needs ${KEY_BYTES} bytes` });
  return key;
});
const Version = z.string().regex(/^[1-9][0-9]{0,8}$/, 'versions are whole numbers from 1 on');
const KeyRing = z
  .strictObject({ current: z.int().positive(), keys: z.record(Version, Key) })
  .refine((ring) => Object.hasOwn(ring.keys, String(ring.current)), { error: 'the current version has no key' });
const KeyFile = z.strictObject({
  format: z.literal(FORMAT),
  hmac: z.record(z.enum(HMAC_PURPOSES), KeyRing),
  sign: z.record(z.enum(SIGN_PURPOSES), KeyRing),
});

/** Every version of a purpose's key (32 bytes each: an HMAC key, or an Ed25519 seed) and which of them is used for new work. */
export type KeyRing = z.output<typeof KeyRing>;
export type KeyFile = z.output<typeof KeyFile>;

/**
 * Reads a key file. Refuses one that is missing, no ordinary file, open to anybody but its owner, or damaged.
 * Throws KeyModuleError, which names the file and the remedy and never quotes its contents.
 */
export async function readKeyFile(path: string): Promise<KeyFile> {
  const file = await openForReading(path);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new KeyModuleError(`The key file ${path} is not an ordinary file.`);
    const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
    if ((stat.mode & READABLE_BY_OTHERS) !== 0) {
      throw new KeyModuleError(
        `The key file ${path} has mode ${mode}, so others can reach the keys. Make it private (chmod 600 ${path}) and ` +
          'consider whether its keys must be replaced.',
      );
    }
    return parse(path, await file.readFile('utf8'));
  } finally {
    await file.close();
  }
}

/**
 * Writes a new file with version 1 of every key, readable by its owner only, and complete or not at all. A file that is
 * there already, even one written at the same moment, is left alone: whoever calls reads the file afterwards.
 */
export async function createKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(freshKeys(), null, 2)}\n`);
    await file.sync();
    await link(draft, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST')
      throw new KeyModuleError(`The key file ${path} could not be written.`, { cause: error });
  } finally {
    await file.close();
    await unlink(draft);
  }
}

/**
 * Refuses a key file inside the directory that the database lies in: whoever takes that directory, or its backup, would
 * have both. Symbolic links are followed. Throws KeyModuleError.
 */
export async function refuseInside(path: string, databaseDirectory: string): Promise<void> {
  const outer = await realLocation(databaseDirectory);
  const inner = await realLocation(path);
  if (inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)) {
    throw new KeyModuleError(
      `The key file ${path} lies inside the database directory ${databaseDirectory}. Keep it elsewhere, so that a copy of ` +
        'the database never comes with its keys.',
    );
  }
}

function freshKeys() {
  const ring = () => ({ current: 1, keys: { '1': randomBytes(KEY_BYTES).toString('base64') } });
  return {
    format: FORMAT,
    hmac: Object.fromEntries(HMAC_PURPOSES.map((purpose) => [purpose, ring()])),
    sign: Object.fromEntries(SIGN_PURPOSES.map((purpose) => [purpose, ring()])),
  };
}

function parse(path: string, text: string): KeyFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which is keys.
    throw new KeyModuleError(`The key file ${path} is damaged: not JSON. Restore it from its backup.`);
  }
  const result = KeyFile.safeParse(json);
  if (result.success) return result.data;
  const places = [...new Set(result.error.issues.map((issue) => issue.path.join('.') || 'its top level'))].join(', ');
  throw new KeyModuleError(`The key file ${path} is damaged at ${places}. Restore it from its backup.`);
}

async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const reason = codeOf(error);
    if (reason === 'ENOENT') {
      throw new KeyModuleError(
        `There is no key file at ${path}. Restore it from its backup: without it nothing that is stored can be opened.`,
      );
    }
    throw new KeyModuleError(`The key file ${path} cannot be read (${reason}).`, { cause: error });
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** The location with symbolic links resolved as far as it exists. */
async function realLocation(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    return await realpath(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(await realLocation(parent), basename(absolute));
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
