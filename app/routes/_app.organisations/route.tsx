import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { listOrganisations } from '#app/features/organisations/list-organisations.server.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – organisations' }];

export const loader = actorLoader({ action: 'listOrganisations', resource: ownOrganisation }, ({ uow }) =>
  listOrganisations(uow),
);

export default function Organisations() {
  const { t } = useTranslation('settings');
  const { label } = useCode();
  const { number } = useFormat();
  const { organisations } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t('organisations.title')} lead={t('organisations.lead')} />
      <DataTable
        caption={t('organisations.title')}
        rows={organisations}
        rowKey={(row) => row.id}
        columns={[
          { key: 'name', header: t('organisations.name'), cell: (row) => row.name },
          { key: 'kind', header: t('organisations.kind'), cell: (row) => label('organisationKind', row.kind) },
          {
            key: 'capabilities',
            header: t('organisations.capabilities'),
            cell: (row) => row.capabilities.map((capability) => label('capability', capability)).join(', ') || '–',
          },
          { key: 'members', header: t('organisations.members'), cell: (row) => number(row.members), numeric: true },
        ]}
      />
    </>
  );
}
