import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import { usePageLink } from './page-link.ts';

export interface Column<Row> {
  /** Also the value of `?sort=`; a leading minus sorts downwards. */
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  sortable?: boolean;
  /** Numbers stand at the end of their column. */
  numeric?: boolean;
}

interface DataTableProps<Row> {
  /** Says what the rows are; read out, not shown. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** As in the address: `opened` or `-opened`. */
  sort?: string;
  /** Instead of the table when there are no rows: an `EmptyState`. */
  empty?: ReactNode;
}

/** Rendered on the server; sorting is a link. The first column names the row. On a narrow screen each row is a card. */
export function DataTable<Row>({ caption, columns, rows, rowKey, sort, empty }: DataTableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div className="@container overflow-x-auto rounded-card border border-line bg-surface shadow-card">
      <table role="table" className="table-cards w-full border-collapse text-start">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="bg-sunken text-small">
          <tr role="row">
            {columns.map((column) => (
              <ColumnHeader key={column.key} column={column} sort={sort} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={rowKey(row)} className="border-t border-line hover:bg-paper">
              {columns.map((column, position) => {
                const Cell = position === 0 ? 'th' : 'td';
                return (
                  <Cell
                    key={column.key}
                    role={position === 0 ? 'rowheader' : 'cell'}
                    scope={position === 0 ? 'row' : undefined}
                    data-label={column.header}
                    className={`align-baseline @min-[47rem]:px-4 @min-[47rem]:py-2.5 font-normal first:font-semibold ${column.numeric ? 'tabular-nums @min-[47rem]:text-end' : 'text-start'}`}
                  >
                    {column.cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnHeader<Row>({ column, sort }: { column: Column<Row>; sort: string | undefined }) {
  const { t } = useTranslation('common');
  const pageLink = usePageLink();
  const direction = sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : undefined;
  const look = `px-4 py-2.5 font-semibold text-quiet whitespace-nowrap ${column.numeric ? 'text-end' : 'text-start'}`;
  if (!column.sortable) {
    return (
      <th role="columnheader" scope="col" className={look}>
        {column.header}
      </th>
    );
  }
  const next = direction === 'ascending' ? `-${column.key}` : column.key;
  return (
    <th role="columnheader" scope="col" aria-sort={direction} className={look}>
      <Link
        to={pageLink({ sort: next, page: null })}
        aria-label={t('table.sortBy', { column: column.header })}
        className="link inline-flex min-h-6 items-center gap-1 text-ink"
      >
        {column.header}
        <Icon
          name="down"
          className={`size-4 ${direction ? '' : 'opacity-40'} ${direction === 'ascending' ? 'rotate-180' : ''}`}
        />
      </Link>
    </th>
  );
}
