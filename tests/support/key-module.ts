import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyModule, type KeyModule } from '#app/platform/keys/key-module.server.ts';

/** A key module with fresh keys in a temporary directory of its own, for tests; `remove` deletes both. */
export async function temporaryKeyModule(): Promise<{ module: KeyModule; path: string; remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'linden-keys-'));
  const path = join(directory, 'keys.json');
  const module = await openKeyModule({ location: `file:${path}`, createIfMissing: true });
  return { module, path, remove: () => rm(directory, { recursive: true }) };
}
