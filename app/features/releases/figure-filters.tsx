import { Form } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonStyle } from '#app/ui/button-style.ts';
import type { Choice } from '#app/ui/form/select.tsx';
import type { Selection } from './select-figures.ts';
import { useFigureNames } from './use-figure-names.ts';

/** Chooses among published cells. The address holds the choice, by code. */
export function FigureFilters({ selection }: { selection: Selection }) {
  const { t } = useTranslation('figures');
  const names = useFigureNames();
  const { indicators, tables, periods } = selection;
  return (
    <search>
      <Form
        method="get"
        action="/figures"
        aria-label={t('filters.title')}
        className="no-print mb-4 flex flex-wrap items-end gap-3 rounded-card border border-line bg-sunken p-3"
      >
        <Choose
          name="indicator"
          label={t('filters.indicator')}
          value={selection.indicator}
          options={indicators.map((value) => ({ value, label: names.indicator(value) }))}
        />
        <Choose
          name="table"
          label={t('filters.table')}
          value={selection.table}
          options={tables.map((value) => ({ value, label: names.split(value) }))}
        />
        <Choose
          name="period"
          label={t('filters.period')}
          value={selection.period}
          options={periods.map((value) => ({ value, label: names.period(value) }))}
        />
        <button className={buttonStyle('secondary')}>{t('filters.show')}</button>
      </Form>
    </search>
  );
}

function Choose({
  name,
  label,
  value,
  options,
}: {
  name: string;
  label: string;
  value: string;
  options: readonly Choice[];
}) {
  const id = useId();
  return (
    <div className="grid min-w-36 flex-1 gap-1">
      <label htmlFor={id} className="text-small font-semibold">
        {label}
      </label>
      <select key={value} id={id} name={name} defaultValue={value} className="control">
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
