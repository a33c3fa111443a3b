import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { InvitationList } from '#app/features/invitations/invitation-list.tsx';
import { OperatorSteps } from '#app/features/organisations/operator-steps.tsx';
import { listOrganisations } from '#app/features/organisations/list-organisations.server.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
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
  const { organisations, invitations, beginning } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t('organisations.title')}
        lead={t('organisations.lead')}
        next={<ButtonLink to="/organisations/new">{t('organisations.new')}</ButtonLink>}
      />
      {beginning ? <OperatorSteps organisations={organisations.length > 1} /> : null}
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
          {
            key: 'invite',
            header: t('organisations.acts'),
            cell: (row) => (
              <Link to={`/organisations/${row.id}/invite`} aria-label={t('organisations.inviteInto', { name: row.name })} className="link inline-flex min-h-6 items-center">
                {t('organisations.invite')}
              </Link>
            ),
          },
        ]}
      />
      <InvitationList invitations={invitations} at="/organisations/invitations" organisations />
    </>
  );
}
