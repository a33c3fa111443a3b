import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Definition {
  term: string;
  /** Null and empty text are shown as "not recorded", quietly. */
  value: ReactNode;
}

export function DefinitionList({ items }: { items: readonly Definition[] }) {
  const { t } = useTranslation('common');
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[minmax(9rem,14rem)_1fr] sm:gap-y-2">
      {items.map(({ term, value }) => (
        <div key={term} className="grid sm:col-span-2 sm:grid-cols-subgrid">
          <dt className="text-small text-quiet sm:pt-0.5">{term}</dt>
          <dd className="whitespace-pre-line">
            {value === null || value === undefined || value === '' ? (
              <span className="text-quiet">{t('empty.value')}</span>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
