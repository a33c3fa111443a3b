import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterBar, FilterSelect, FilterText } from '#app/ui/filter-bar.tsx';
import type { AuditQuery } from './audit.schema.ts';
import { eventName } from './event-names.ts';

interface EventFiltersProps {
  query: AuditQuery;
  colleagues: readonly { id: string; name: string }[];
  types: readonly string[];
}

/** Who read this case, what did this member do, when, and what was refused. */
export function EventFilters({ query, colleagues, types }: EventFiltersProps) {
  const { t } = useTranslation('audit');
  const named = types
    .map((value) => ({ value, label: eventName(t, value) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <FilterBar>
      <FilterText name="case" label={t('filter.case')} value={query.case} />
      <FilterSelect
        name="member"
        label={t('filter.member')}
        value={query.member}
        options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FilterSelect name="type" label={t('filter.type')} value={query.type} options={named} />
      <FilterSelect
        name="outcome"
        label={t('filter.outcome')}
        value={query.outcome}
        options={[
          { value: 'done', label: t('outcome.done') },
          { value: 'denied', label: t('outcome.denied') },
          { value: 'failed', label: t('outcome.failed') },
        ]}
      />
      <Day name="from" label={t('filter.from')} value={query.from} />
      <Day name="until" label={t('filter.until')} value={query.until} />
    </FilterBar>
  );
}

function Day({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  const id = useId();
  return (
    <div className="grid min-w-36 gap-1">
      <label htmlFor={id} className="text-small font-semibold">
        {label}
      </label>
      <input key={value} id={id} name={name} type="date" defaultValue={value} className="control" />
    </div>
  );
}
