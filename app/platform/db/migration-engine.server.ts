/**
 * Prisma's own schema engine as WebAssembly, so that migrations need no downloaded binary and no network.
 *
 * It keeps Prisma's `_prisma_migrations` table: `prisma migrate deploy` and this module agree about a database.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import {
  migrationAdapter,
  offlineAdapter,
  type DatabaseAddress,
  type MigrationAdapter,
} from './migration-adapter.server.ts';

/** What the history table says, compared with the files. `history: null` = every file is applied and nothing else is. */
export type MigrationHistory = Awaited<ReturnType<SchemaEngine['diagnoseMigrationHistory']>>;

const NO_FILTERS = { externalTables: [], externalEnums: [] };

type EngineModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');
let panic: string | undefined;
let engineModule: Promise<EngineModule> | undefined;

/** The package's entry imports a .wasm file, which Node does not do by default: instantiate it by hand, once. */
function loadEngine(): Promise<EngineModule> {
  engineModule ??= (async () => {
    const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
    const bindings: EngineModule = await import('@prisma/schema-engine-wasm/schema_engine_bg');
    const module = await WebAssembly.compile(await readFile(path.join(path.dirname(entry), 'schema_engine_bg.wasm')));
    Reflect.set(globalThis, 'PRISMA_WASM_PANIC_REGISTRY', { set_message: (message: string) => (panic = message) });
    const imports = { './schema_engine_bg.js': bindings } as unknown as WebAssembly.Imports;
    const { exports } = await WebAssembly.instantiate(module, imports);
    bindings.__wbg_set_wasm(exports);
    (exports.__wbindgen_start as () => void)();
    return bindings;
  })();
  return engineModule;
}

async function withEngine<Result>(
  adapter: MigrationAdapter,
  datamodel: string | undefined,
  use: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const { SchemaEngine } = await loadEngine();
  const datamodels: [string, string][] | undefined = datamodel ? [['schema.prisma', datamodel]] : undefined;
  const engine = await SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapter));
  try {
    return await use(engine);
  } catch (error) {
    throw panic ? new Error(`Prisma's schema engine gave up: ${panic}`, { cause: error }) : error;
  } finally {
    if (!panic) engine.free();
    await adapter.close();
  }
}

/** Reads `<folder>/<name>/migration.sql` in order of name. A folder without a script is an error of the engine's, named. */
export async function readMigrations(folder: string): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name) => {
      const content = await readFile(path.join(folder, name, 'migration.sql'), 'utf8').then(
        (value) => ({ tag: 'ok' as const, value }),
        (error: unknown) => ({ tag: 'error' as const, value: String(error) }),
      );
      return { path: name, migrationFile: { path: 'migration.sql', content } };
    }),
  );
  const lockfile = await readFile(path.join(folder, 'migration_lock.toml'), 'utf8').catch(() => null);
  return {
    baseDir: path.resolve(folder),
    lockfile: { path: 'migration_lock.toml', content: lockfile },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}

/** Applies what is not applied yet, in order; returns the names applied now. Throws with the failing migration's name. */
export async function applyMigrations(address: DatabaseAddress, folder: string): Promise<string[]> {
  const migrationsList = await readMigrations(folder);
  const { appliedMigrationNames } = await withEngine(migrationAdapter(address), undefined, (engine) =>
    engine.applyMigrations({ migrationsList, filters: NO_FILTERS }),
  );
  return appliedMigrationNames;
}

/** Compares the database's history with the files; changes nothing. */
export async function diagnoseMigrations(address: DatabaseAddress, folder: string): Promise<MigrationHistory> {
  const migrationsList = await readMigrations(folder);
  return withEngine(migrationAdapter(address), undefined, (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: NO_FILTERS }),
  );
}

/** The CREATE statements for a whole schema.prisma, from nothing. Needs no database. */
export async function schemaAsSql(schemaFile: string): Promise<string> {
  const content = await readFile(schemaFile, 'utf8');
  const result = await withEngine(offlineAdapter(), content, (engine) =>
    engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    }),
  );
  return result.stdout ?? '';
}

/** The statements that would turn this database into what schema.prisma says; empty when they agree. Changes nothing. */
export async function schemaDrift(address: DatabaseAddress, schemaFile: string): Promise<string> {
  const content = await readFile(schemaFile, 'utf8');
  const files = [{ path: 'schema.prisma', content }];
  const result = await withEngine(migrationAdapter(address), content, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: path.resolve(path.dirname(schemaFile)) },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    }),
  );
  const sql = result.stdout ?? '';
  return /^\s*(--[^\n]*\s*)*$/.test(sql) ? '' : sql;
}
