import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { useSize } from './use-size.ts';
import type { listEvidence } from './view-evidence.server.ts';

type View = Awaited<ReturnType<typeof listEvidence>>['view'];

/** What was gathered. None of it is needed to apply. */
export function EvidenceListPage({ view: { head, pieces, mayAdd } }: { view: View }) {
  const { t } = useTranslation('evidence');
  const { label } = useCode();
  const { date } = useFormat();
  const size = useSize();
  const path = `/cases/${head.id}/evidence`;
  const add = mayAdd ? <ButtonLink to={`${path}/new`}>{t('add.action')}</ButtonLink> : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        crumbs={[
          { to: `/cases/${head.id}`, label: head.code },
          { to: `/cases/${head.id}/application`, label: t('crumb') },
        ]}
        next={pieces.length > 0 ? add : null}
      />
      <DataTable
        caption={t('title')}
        rows={pieces}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('none.title')} text={t('none.text')} next={add} />}
        columns={[
          {
            key: 'title',
            header: t('column.title'),
            cell: (row) => (
              <Link to={`${path}/${row.id}`} className="link">
                {row.title}
              </Link>
            ),
          },
          { key: 'type', header: t('column.type'), cell: (row) => label('evidenceType', row.type) },
          { key: 'size', header: t('column.size'), cell: (row) => size(row.bytes), numeric: true },
          { key: 'added', header: t('column.added'), cell: (row) => date(row.addedOn, 'short') },
        ]}
      />
    </>
  );
}
