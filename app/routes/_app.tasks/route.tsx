import { useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LetterTable } from '#app/features/packets/letter-table.tsx';
import { listTasks } from '#app/features/tasks/list-tasks.server.ts';
import { TaskTable } from '#app/features/tasks/task-table.tsx';
import { TaskListQuery } from '#app/features/tasks/task.schema.ts';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Section } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar, FilterSelect } from '#app/ui/filter-bar.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { usePageLink } from '#app/ui/page-link.ts';
import { Pagination } from '#app/ui/pagination.tsx';

export const loader = actorLoader(
  { action: 'listTasks', resource: ownOrganisation, query: TaskListQuery },
  ({ uow, query }) => listTasks(uow, query),
);

export const meta: MetaFunction = () => [{ title: 'Linden – list' }];

export default function Tasks() {
  const { t } = useTranslation('tasks');
  const { choices } = useCode();
  const pageLink = usePageLink();
  const { items, letters, today, query, mayFinish, page, hasNext } = useLoaderData<typeof loader>();
  const overdue = items.filter(({ dueOn }) => dueOn !== null && dueOn < today);
  const coming = items.filter((task) => !overdue.includes(task));
  const whose = [{ value: 'mine', label: t('mine') }];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <FilterBar>
        {mayFinish ? <FilterSelect name="whose" label={t('whose')} value={query.whose} options={whose} /> : null}
        <FilterSelect name="kind" label={t('kind')} value={query.kind} options={choices('taskKind')} />
      </FilterBar>
      {letters.length > 0 ? (
        <Section title={t('letters')}>
          <LetterTable letters={letters} today={today} />
        </Section>
      ) : null}
      {items.length === 0 && letters.length === 0 ? <EmptyState title={t('empty')} text={t('emptyText')} /> : null}
      {overdue.length > 0 ? (
        <Section title={t('overdue')}>
          <TaskTable caption={t('overdue')} tasks={overdue} today={today} mayFinish={mayFinish} />
        </Section>
      ) : null}
      {coming.length > 0 ? (
        <Section title={t('coming')}>
          <TaskTable caption={t('coming')} tasks={coming} today={today} mayFinish={mayFinish} />
        </Section>
      ) : null}
      {page > 1 || hasNext ? (
        <Pagination
          previous={page > 1 ? pageLink({ page: String(page - 1) }) : null}
          next={hasNext ? pageLink({ page: String(page + 1) }) : null}
          summary={t('page', { page: String(page) })}
        />
      ) : null}
    </>
  );
}
