import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import * as z from 'zod';
import { KeyModuleError } from './key-module-error.ts';
import {
  HMAC_PURPOSES,
  type HmacPurpose,
  type KeyPurpose,
  SIGN_PURPOSES,
  type SignPurpose,
} from './key-module-types.ts';
import { markOf, readPrivateFile } from './private-file.server.ts';

const FORMAT = 'linden-keys-1';
const NAME = 'key file';
const IF_MISSING = 'Restore it from its backup: without it nothing that is stored can be opened.';
const KEY_BYTES = 32;

const Key = z.base64().transform((text, context) => {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) context.addIssue({ code: 'custom', message: `a key needs ${KEY_BYTES} bytes` });
  return key;
});
const Version = z.string().regex(/^[1-9][0-9]{0,8}$/, 'versions are whole numbers from 1 on');
const KeyRing = z
  .strictObject({
    current: z.int().positive(),
    keys: z.record(Version, Key),
    retired: z.array(z.int().positive()).default([]),
  })
  .refine((ring) => Object.hasOwn(ring.keys, String(ring.current)), { error: 'the current version has no key' });
const KeyFile = z.strictObject({
  format: z.literal(FORMAT),
  hmac: z.record(z.enum(HMAC_PURPOSES), KeyRing),
  sign: z.record(z.enum(SIGN_PURPOSES), KeyRing),
});

/**
 * Every version of a purpose's key (32 bytes each: an HMAC key, or an Ed25519 seed), which of them is used for new work,
 * and which were destroyed on purpose.
 */
export type KeyRing = z.output<typeof KeyRing>;
export type KeyFile = z.output<typeof KeyFile>;

/**
 * Reads a key file. Refuses one that is missing, no ordinary file, open to anybody but its owner, or damaged. `mark`
 * changes with the file. Throws KeyModuleError, which names the file and the remedy and never quotes its contents.
 */
export async function readKeyFile(path: string): Promise<{ keys: KeyFile; mark: string }> {
  const { contents, mark } = await readPrivateFile(path, NAME, IF_MISSING);
  try {
    return { keys: parse(path, contents.toString('utf8')), mark };
  } finally {
    contents.fill(0);
  }
}

/** The mark that reading the file would give now; empty when it cannot be seen. */
export async function keyFileMark(path: string): Promise<string> {
  return stat(path, { bigint: true }).then(markOf, () => '');
}

/**
 * Writes a new file with version 1 of every key, readable by its owner only, and complete or not at all. A file that is
 * there already, even one written at the same moment, is left alone: whoever calls reads the file afterwards. Answers
 * whether it was written.
 */
export async function createKeyFile(path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = await writeDraft(path, freshKeys());
  try {
    await link(draft, path);
    await syncDirectory(dirname(path));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new KeyModuleError(`The key file ${path} could not be written.`, { cause: error });
  } finally {
    await unlink(draft);
  }
}

/**
 * Changes one purpose's ring and replaces the file in one step, so that whoever reads it, or is killed, finds the old or
 * the new one. The owner stays the same. One change at a time: whoever calls sees to that. Throws KeyModuleError.
 */
export async function changeKeyRing(
  path: string,
  purpose: KeyPurpose,
  change: (ring: KeyRing) => KeyRing,
): Promise<KeyRing> {
  await removeDrafts(path);
  const { contents, mark, owner } = await readPrivateFile(path, NAME, IF_MISSING);
  const keys = parse(path, contents.toString('utf8'));
  contents.fill(0);
  const rings: Record<string, KeyRing> = isHmac(purpose) ? keys.hmac : keys.sign;
  const ring = change(rings[purpose]!);
  rings[purpose] = ring;
  const draft = await writeDraft(path, stored(keys), owner);
  try {
    if ((await keyFileMark(path)) !== mark) throw new KeyModuleError(`The key file ${path} was changed meanwhile.`);
    await rename(draft, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    if (error instanceof KeyModuleError) throw error;
    throw new KeyModuleError(`The key file ${path} could not be written.`, { cause: error });
  }
  return ring;
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

function isHmac(purpose: KeyPurpose): purpose is HmacPurpose {
  return HMAC_PURPOSES.includes(purpose as HmacPurpose);
}

export function newKey(): Buffer<ArrayBuffer> {
  return Buffer.from(randomBytes(KEY_BYTES));
}

function freshKeys() {
  const ring = (): KeyRing => ({ current: 1, keys: { '1': newKey() }, retired: [] });
  const rings = <Purpose extends string>(purposes: readonly Purpose[]) =>
    Object.fromEntries(purposes.map((purpose) => [purpose, ring()])) as Record<Purpose, KeyRing>;
  return stored({ format: FORMAT, hmac: rings<HmacPurpose>(HMAC_PURPOSES), sign: rings<SignPurpose>(SIGN_PURPOSES) });
}

/** As it lies in the file: keys in base64, and `retired` only where something is. */
function stored({ format, hmac, sign }: KeyFile): object {
  const ring = ({ current, keys, retired }: KeyRing) => ({
    current,
    keys: Object.fromEntries(Object.entries(keys).map(([version, key]) => [version, key.toString('base64')])),
    ...(retired.length > 0 ? { retired } : {}),
  });
  const rings = (given: Record<string, KeyRing>) =>
    Object.fromEntries(Object.entries(given).map(([purpose, each]) => [purpose, ring(each)]));
  return { format, hmac: rings(hmac), sign: rings(sign) };
}

async function writeDraft(path: string, keys: object, owner?: { uid: number; gid: number }): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      // A command that root runs must not take the file away from the service's account.
      if (owner && process.getuid?.() === 0) await file.chown(owner.uid, owner.gid);
      await file.writeFile(`${JSON.stringify(keys, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    return draft;
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    throw new KeyModuleError(`The key file ${path} cannot be written beside itself (${codeOf(error)}).`, {
      cause: error,
    });
  }
}

/** What a killed change left behind, which holds keys as well. */
async function removeDrafts(path: string): Promise<void> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    if (name.startsWith(prefix) && /^[0-9a-f]{12}\.new$/.test(name.slice(prefix.length))) {
      await unlink(join(dirname(path), name));
    }
  }
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
