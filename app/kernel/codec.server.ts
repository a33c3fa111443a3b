import { type FieldAddress, openField, openText, sealField, sealText } from '#app/platform/crypto/field-cipher.server.ts';
import { SEALED_TABLES, type FieldValue, type SealedField, type SealedTable, type SealedTableName } from './column-register.ts';
import type { ContentKey, Subject } from './content-keys.server.ts';
import { Plaintext } from './plaintext.server.ts';
import type { UnitOfWork } from './unit-of-work.server.ts';

/** What a row must say of itself, so that its fields are bound to it. */
export type SealedRow = { id: string; organisation_id: string; row_version: number } & Record<string, unknown>;

type Values<Table extends SealedTableName> = { [F in SealedField<Table>]?: FieldValue<Table, F> | null | undefined };
type Sealed<Table extends SealedTableName, V> = {
  [F in keyof V & string as `${F}_ct`]: null extends V[F] ? Buffer<ArrayBuffer> | null : undefined extends V[F] ? Buffer<ArrayBuffer> | null : Buffer<ArrayBuffer>;
} & { readonly table?: Table };
type Opened<Table extends SealedTableName, Row> = {
  [F in SealedField<Table> as `${F}_ct` extends keyof Row ? F : never]: Plaintext<FieldValue<Table, F>> | (null extends Row[`${F}_ct` & keyof Row] ? null : never);
};

/**
 * Seals values for the row with this id and row_version, under the content key of the row's subject and the compartment of
 * the register. Every field is bound to the version: when a row changes, all of its sealed fields are sealed again
 * (`resealed`). Empty text is stored as NULL.
 */
export async function sealRow<Table extends SealedTableName, const V extends Values<Table>>(
  uow: UnitOfWork,
  table: Table,
  row: SealedRow,
  values: V,
): Promise<Omit<Sealed<Table, V>, 'table'>> {
  const definition: SealedTable = SEALED_TABLES[table];
  const compartment = compartmentOf(definition, row);
  const key = await uow.contentKeys.getOrCreate(subjectOf(definition, row), compartment);
  const sealed = Object.entries(values).map(([field, value]) => {
    const column = `${field}_ct`;
    const address = addressOf(table, column, row, definition, compartment, key);
    if (value === null || value === undefined || value === '') return [column, null];
    return [column, typeof value === 'string' ? sealText(key.key, address, value) : sealField(key.key, address, value as Buffer)];
  });
  return Object.fromEntries(sealed) as Omit<Sealed<Table, V>, 'table'>;
}

/** Opens the sealed columns that the row carries. The values stay inside `Plaintext` until `uow.reveal`. */
export async function openRow<Table extends SealedTableName, Row extends SealedRow>(
  uow: UnitOfWork,
  table: Table,
  row: Row,
): Promise<Opened<Table, Row>> {
  const [opened] = await openRows(uow, table, [row]);
  return opened as Opened<Table, Row>;
}

/** As `openRow` for many rows, with one query for all their keys. */
export async function openRows<Table extends SealedTableName, Row extends SealedRow>(
  uow: UnitOfWork,
  table: Table,
  rows: readonly Row[],
): Promise<Opened<Table, Row>[]> {
  const definition: SealedTable = SEALED_TABLES[table];
  for (const [compartment, subjects] of groupSubjects(definition, rows)) await uow.contentKeys.load(subjects, compartment);
  const opened: Opened<Table, Row>[] = [];
  for (const row of rows) opened.push((await openLoaded(uow, table, definition, row)) as Opened<Table, Row>);
  return opened;
}

async function openLoaded(uow: UnitOfWork, table: string, definition: SealedTable, row: SealedRow) {
  const compartment = compartmentOf(definition, row);
  const present = Object.entries(definition.columns).filter(([column]) => column in row);
  const key = present.some(([column]) => row[column]) ? await uow.contentKeys.get(subjectOf(definition, row), compartment) : null;
  return Object.fromEntries(
    present.map(([column, kind]) => {
      const stored = row[column] as Uint8Array | null;
      const field = column.slice(0, -'_ct'.length);
      if (!stored || !key) return [field, null];
      const address = addressOf(table, column, row, definition, compartment, key);
      const value = kind === 'text' ? openText(key.key, address, stored) : openField(key.key, address, stored);
      return [field, new Plaintext(value, { table, column: field, subjectId: caseOf(definition, row) })];
    }),
  );
}

function groupSubjects(definition: SealedTable, rows: readonly SealedRow[]): Map<string, Subject[]> {
  const groups = new Map<string, Subject[]>();
  for (const row of rows) {
    if (!Object.keys(definition.columns).some((column) => row[column])) continue;
    const compartment = compartmentOf(definition, row);
    groups.set(compartment, [...(groups.get(compartment) ?? []), subjectOf(definition, row)]);
  }
  return groups;
}

function compartmentOf(definition: SealedTable, row: SealedRow): string {
  return definition.compartment === 'row:compartment' ? String(row.compartment) : definition.compartment;
}

function subjectOf(definition: SealedTable, row: SealedRow): Subject {
  const { apart } = definition;
  const { kind, column } = apart && row[apart.column] ? apart : definition.subject;
  return { kind, id: String(row[column]), organisationId: row.organisation_id };
}

/** The case that a row belongs to, where it says so; else what its key is of. */
function caseOf(definition: SealedTable, row: SealedRow): string {
  return typeof row.case_id === 'string' ? row.case_id : subjectOf(definition, row).id;
}

function addressOf(
  table: string,
  column: string,
  row: SealedRow,
  definition: SealedTable,
  compartment: string,
  key: ContentKey,
): FieldAddress {
  return {
    organisationId: row.organisation_id,
    table,
    column,
    rowId: row.id,
    subjectId: subjectOf(definition, row).id,
    compartment,
    epoch: key.epoch,
    rowVersion: row.row_version,
  };
}
