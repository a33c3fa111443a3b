import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** A database and who logs in. Not a connection string: one would win over the shadow database's name. */
export type DatabaseAddress = {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  /** with it the connection is encrypted and the server's certificate verified, against `ca` if given */
  ssl?: { ca?: string };
};

/** The catalogue's `"char"` and `name[]` are unknown to the adapter; as text and text[] they read the same. */
const SINGLE_CHARACTER = 18;
const CATALOGUE_TYPES = new Map([
  [SINGLE_CHARACTER, 25],
  [1002, 1009],
]);

type Answer = { fields: pg.FieldDef[] };
type Queryable = {
  performIO(query: unknown): Promise<Answer>;
  queryRaw(query: SqlQuery): Promise<SqlResultSet>;
  onError(error: unknown): never;
};

/** `close` ends the connections, which the engine leaves open. */
export type MigrationAdapter = SqlMigrationAwareDriverAdapterFactory & { close(): Promise<void> };

/**
 * Prisma's pg adapter, made for queries, corrected for migrations: scripts are sent whole (it splits at every `;`, which
 * breaks function bodies), the catalogue's column types are known, and the shadow database is really another database.
 */
export function migrationAdapter(address: DatabaseAddress): MigrationAdapter {
  const factory = new PrismaPg({ ...address, max: 2 });
  const opened: SqlDriverAdapter[] = [];
  return {
    provider: 'postgres',
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = correct(await factory.connect());
      opened.push(adapter);
      return adapter;
    },
    connectToShadowDb: () => connectToShadow(address),
    close: async () => {
      for (const adapter of opened.splice(0)) await adapter.dispose();
    },
  };
}

/** For comparisons that need no database: the engine insists on asking one for its version and takes no answer as well. */
export function offlineAdapter(): MigrationAdapter {
  const identity = { provider: 'postgres', adapterName: 'offline' } as const;
  const adapter: SqlDriverAdapter = {
    ...identity,
    queryRaw: () => Promise.resolve({ columnNames: [], columnTypes: [], rows: [] }),
    executeRaw: () => Promise.resolve(0),
    executeScript: () => Promise.resolve(),
    startTransaction: () => Promise.reject(new Error('There is no database here.')),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: () => Promise.resolve(),
  };
  const connect = (): Promise<SqlDriverAdapter> => Promise.resolve(adapter);
  return { ...identity, connect, connectToShadowDb: connect, close: () => Promise.resolve() };
}

async function connectToShadow(address: DatabaseAddress): Promise<SqlDriverAdapter> {
  const database = `linden_shadow_${randomUUID().replaceAll('-', '')}`;
  await runOnce(address, `CREATE DATABASE "${database}" TEMPLATE template0`);
  const adapter = correct(await new PrismaPg({ ...address, database, max: 2 }).connect());
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await runOnce(address, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
  };
  return adapter;
}

async function runOnce(address: DatabaseAddress, sql: string): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function correct<Adapter extends Awaited<ReturnType<PrismaPg['connect']>>>(adapter: Adapter): Adapter {
  renameCatalogueTypes(adapter as unknown as Queryable);
  const pool = adapter.underlyingDriver();
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      (adapter as unknown as Queryable).onError(error);
    }
  };
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => {
    const transaction = await startTransaction(level);
    renameCatalogueTypes(transaction as unknown as Queryable);
    return transaction;
  };
  return adapter;
}

function renameCatalogueTypes(queryable: Queryable): void {
  const { queryRaw } = queryable;
  queryable.queryRaw = async (query) => {
    const answer = await queryable.performIO(query);
    const single = answer.fields.map((field) => field.dataTypeID === SINGLE_CHARACTER);
    for (const field of answer.fields) field.dataTypeID = CATALOGUE_TYPES.get(field.dataTypeID) ?? field.dataTypeID;
    const result = await queryRaw.call({ ...queryable, performIO: () => Promise.resolve(answer) }, query);
    const columnTypes = result.columnTypes.map((type, index) => (single[index] ? ColumnTypeEnum.Character : type));
    return { ...result, columnTypes };
  };
}
