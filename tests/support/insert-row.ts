import pg from 'pg';

export type Row = Record<string, unknown>;

/** One row by plain SQL; `table` with its schema, `ending` such as ON CONFLICT. */
export async function insertRow(client: pg.Client, table: string, row: Row, ending = ''): Promise<void> {
  const columns = Object.keys(row).map((column) => pg.escapeIdentifier(column));
  const places = columns.map((_, position) => `$${position + 1}`);
  await client.query(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')}) ${ending}`,
    Object.values(row),
  );
}
