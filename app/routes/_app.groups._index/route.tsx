import { Link, useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { listGroupSessions } from '#app/features/sessions/list-group-sessions.server.ts';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const loader = actorLoader({ action: 'recordGroupSession', resource: ownOrganisation }, ({ uow }) =>
  listGroupSessions(uow),
);

export const meta: MetaFunction = () => [{ title: 'Linden – list' }];

export default function GroupSessions() {
  const { t } = useTranslation('sessions');
  const { date } = useFormat();
  const { sessions } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t('group.title')}
        lead={t('group.lead')}
        next={<ButtonLink to="/groups/new">{t('group.new')}</ButtonLink>}
      />
      <DataTable
        caption={t('group.caption')}
        rows={sessions}
        rowKey={(session) => session.id}
        columns={[
          {
            key: 'when',
            header: t('list.when'),
            cell: (session) => (
              <Link to={`/groups/${session.id}`} className="link inline-flex min-h-6 items-center">
                {date(session.heldOn)}
              </Link>
            ),
          },
          { key: 'came', header: t('group.came'), cell: (session) => session.attended, numeric: true },
          {
            key: 'duration',
            header: t('list.duration'),
            cell: (session) => (session.durationMinutes > 0 ? t('minutes', { count: session.durationMinutes }) : '–'),
          },
        ]}
        empty={<EmptyState title={t('group.empty')} text={t('group.emptyText')} />}
      />
    </>
  );
}
