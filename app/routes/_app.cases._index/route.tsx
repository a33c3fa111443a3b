import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { CaseListFilters } from '#app/features/cases/case-list-filters.tsx';
import { CaseTable } from '#app/features/cases/case-table.tsx';
import { CaseListQuery, ShowNamesSchema } from '#app/features/cases/case.schema.ts';
import { listCases } from '#app/features/cases/list-cases.server.ts';
import { ShowNamesForm } from '#app/features/cases/show-names-form.tsx';
import { showNames } from '#app/features/cases/show-names.server.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { usePageLink } from '#app/ui/page-link.ts';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta = () => [{ title: 'Linden – list' }];

export const loader = actorLoader({ action: 'listCases', resource: ownOrganisation, query: CaseListQuery }, ({ uow, query }) =>
  listCases(uow, query),
);

export const action = actorAction({ action: 'revealNames', resource: ownOrganisation, form: ShowNamesSchema }, ({ uow, form }) =>
  showNames(uow, form.caseId),
);

export default function Cases() {
  const { t } = useTranslation('cases');
  const pageLink = usePageLink();
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const names = answer && 'names' in answer ? answer.names : undefined;
  return (
    <>
      <PageHeader
        title={view.workers ? t('list.allTitle') : t('list.title')}
        lead={t('list.lead')}
        next={view.mayOpen ? <ButtonLink to="/cases/new">{t('list.open')}</ButtonLink> : undefined}
      />
      <CaseListFilters query={view.query} workers={view.workers} />
      {view.mayShowNames && view.items.length > 0 ? (
        <ShowNamesForm caseIds={view.items.map(({ id }) => id)} shown={names !== undefined} />
      ) : null}
      <CaseTable items={view.items} today={view.today} sort={view.query.sort} names={names} showsWorkers={view.workers !== null} />
      <Pagination
        previous={view.previous && pageLink({ page: view.previous, index: null })}
        next={view.next && pageLink({ page: view.next, index: null })}
        summary={view.totalIsMore ? t('list.moreThan', { count: view.total }) : t('list.total', { count: view.total })}
      />
    </>
  );
}
