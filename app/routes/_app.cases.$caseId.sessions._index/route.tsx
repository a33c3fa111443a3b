import { useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { viewSessions } from '#app/features/sessions/list-sessions.server.ts';
import { SessionTable } from '#app/features/sessions/session-table.tsx';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const loader = actorLoader(
  { action: 'readCasework', params: CaseParams, resource: caseResource },
  ({ uow, params }) => viewSessions(uow, params.caseId),
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function Sessions() {
  const { t } = useTranslation('sessions');
  const view = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[{ to: `/cases/${view.case.id}`, label: t('toCase', { code: view.case.code }) }]}
        lead={t('lead')}
        next={
          view.record.length > 0 ? (
            <ButtonLink to={`/cases/${view.case.id}/sessions/new`}>{t('list.new')}</ButtonLink>
          ) : null
        }
      />
      <CaseTabs caseId={view.case.id} may={view.parts} />
      <SessionTable caseId={view.case.id} sessions={view.sessions} />
      {view.record.includes('psychosocial') ? (
        <p className="no-print mt-4">
          <ButtonLink to="/groups" look="quiet" small>
            {t('group.title')}
          </ButtonLink>
        </p>
      ) : null}
    </>
  );
}
