import { KeyModuleError } from '#app/platform/keys/key-module-error.ts';
import type { KeyModule } from '#app/platform/keys/key-module-types.ts';
import { formatCheckpoint, type Checkpoint } from './checkpoint.server.ts';
import { formatNote, type NoteKey } from './signed-note.server.ts';

/** The key that the log of this name signs with now, or signed with in an older version. Throws KeyModuleError. */
export async function logKey(module: KeyModule, name: string, version?: number): Promise<NoteKey> {
  const { publicKey } = await module.publicKey('checkpoint', version);
  return { name, publicKey };
}

/** Every key that the log of this name has signed with, by version. Throws KeyModuleError when there is no current one. */
export async function logKeys(module: KeyModule, name: string): Promise<ReadonlyMap<number, NoteKey>> {
  const current = await module.publicKey('checkpoint');
  const keys = new Map([[current.version, { name, publicKey: current.publicKey }]]);
  for (let version = 1; version < current.version; version += 1) {
    const earlier = await module.publicKey('checkpoint', version).catch((error: unknown) => {
      if (error instanceof KeyModuleError) return null; // a version that was withdrawn
      throw error;
    });
    if (earlier) keys.set(version, { name, publicKey: earlier.publicKey });
  }
  return keys;
}

/** The signed note of a checkpoint, and the version of the key. Any tool for signed notes checks it with the public key. */
export async function signCheckpoint(
  module: KeyModule,
  checkpoint: Checkpoint,
): Promise<{ note: string; version: number }> {
  const text = formatCheckpoint(checkpoint);
  const { version, signature } = await module.sign('checkpoint', Buffer.from(text, 'utf8'));
  return { note: formatNote(text, await logKey(module, checkpoint.origin, version), signature), version };
}
