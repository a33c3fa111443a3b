import { useTranslation } from 'react-i18next';
import type { Colleague } from '#app/features/members/list-caseworkers.server.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { FilterBar, FilterSelect, FilterText } from '#app/ui/filter-bar.tsx';
import { WAITING_DAYS, type CaseListQuery } from './case.schema.ts';

/** The list's filters; `workers` is null for who does not see assignments. */
export function CaseListFilters({ query, workers }: { query: CaseListQuery; workers: Colleague[] | null }) {
  const { t } = useTranslation('cases');
  const { choices } = useCode();
  return (
    <FilterBar keep={{ sort: query.sort }}>
      <FilterText name="code" label={t('list.code')} value={query.code} />
      <FilterSelect name="step" label={t('list.step')} value={query.step} options={choices('caseStep')} />
      <FilterSelect
        name="waiting"
        label={t('list.waitingMoreThan')}
        value={query.waiting}
        options={WAITING_DAYS.map((days) => ({ value: days, label: t('list.days', { count: Number(days) }) }))}
      />
      {workers ? (
        <FilterSelect
          name="assigned"
          label={t('list.assignedTo')}
          value={query.assigned}
          options={[
            { value: 'nobody', label: t('list.nobody') },
            { value: 'lawyer', label: t('list.lawyerWanted') },
            ...workers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
      <label className="inline-flex min-h-11 items-center gap-2">
        <input key={query.closed} type="checkbox" name="closed" value="yes" defaultChecked={query.closed === 'yes'} className="size-4.5" />
        {t('list.withClosed')}
      </label>
    </FilterBar>
  );
}
