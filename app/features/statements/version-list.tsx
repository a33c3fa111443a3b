import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import type { StatementView } from './view-statement.server.ts';

type Version = StatementView['versions'][number];

interface VersionListProps {
  caseId: string;
  versions: readonly Version[];
  /** the statement in force; versions of earlier ones say so */
  currentId: string | undefined;
}

/** Who wrote when; every version can be read. */
export function VersionList({ caseId, versions, currentId }: VersionListProps) {
  const { t } = useTranslation('statements');
  const { dateTime } = useFormat();
  const kinds = { autosaved: t('versions.autosaved'), saved: t('versions.saved'), copied: t('versions.copied') };
  const path = ({ statementId, version }: Version) => `/cases/${caseId}/statement/versions/${statementId}/${version}`;
  return (
    <DataTable
      caption={t('versions.title')}
      rows={versions}
      rowKey={(row) => `${row.statementId}-${row.version}`}
      columns={[
        {
          key: 'version',
          header: t('versions.version'),
          cell: (row) => (
            <Link to={path(row)} className="link">
              {row.statementId === currentId
                ? t('versions.one', { version: row.version })
                : t('versions.earlier', { version: row.version })}
            </Link>
          ),
        },
        { key: 'at', header: t('versions.when'), cell: (row) => dateTime(row.at) },
        { key: 'author', header: t('versions.author'), cell: (row) => row.author },
        { key: 'kind', header: t('versions.kind'), cell: (row) => kinds[row.kind] },
      ]}
    />
  );
}
