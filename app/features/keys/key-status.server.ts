import { env } from '#app/platform/env/env.server.ts';
import { type KeyPurpose, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { KEY_PURPOSES, NEVER_RETIRED, NEVER_ROTATED } from '#app/platform/keys/key-module-types.ts';
import { inKeyCommand, keyUses } from './key-repo.server.ts';

export interface KeyStatus {
  purpose: KeyPurpose;
  current: number;
  versions: Array<{ version: number; rows: number; retirable: boolean }>;
  /** Versions that rows need and the key module does not have: what they stand beside does not open. */
  missing: number[];
}

/** Which versions of every key there are, and how many rows need each. Throws KeyModuleError. */
export async function keyStatus(): Promise<KeyStatus[]> {
  const module = await openKeyModule({ location: env().keyModule });
  const uses = await inKeyCommand(keyUses);
  return Promise.all(
    KEY_PURPOSES.map(async (purpose) => {
      const { current, all } = await module.versions(purpose);
      const of = uses.filter((use) => use.purpose === purpose);
      const kept = Boolean(NEVER_ROTATED[purpose] ?? NEVER_RETIRED[purpose]);
      const versions = all.map((version) => {
        const rows = of.filter((use) => use.version === version).reduce((sum, use) => sum + use.rows, 0);
        return { version, rows, retirable: !kept && version !== current && rows === 0 };
      });
      const missing = [...new Set(of.map(({ version }) => version))].filter((version) => !all.includes(version));
      return { purpose, current, versions, missing };
    }),
  );
}
