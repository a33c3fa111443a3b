import { Form, useLocation } from '@remix-run/react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonStyle } from '#app/ui/button-style.ts';
import type { Choice } from '#app/ui/form/select.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { Indicator } from './engine/categories.ts';
import type { Selection } from './select-figures.ts';
import { useFigureNames } from './use-figure-names.ts';

/**
 * Chooses among published cells. The address holds the choice, by code. With scripts the splits are at once those of the indicator
 * chosen; without them the page says which was not there.
 */
export function FigureFilters({ selection }: { selection: Selection }) {
  const { t } = useTranslation('figures');
  const names = useFigureNames();
  const { indicators, periods } = selection;
  const { key } = useLocation();
  const [chosen, setChosen] = useState({ at: key, indicator: selection.indicator });
  const tables = (chosen.at === key && selection.splits[chosen.indicator]) || selection.tables;
  return (
    <search>
      <Missed selection={selection} />
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
          onChange={(indicator) => setChosen({ at: key, indicator: indicator as Indicator })}
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

/** What was asked for and is not there, and that something else is shown. */
function Missed({ selection }: { selection: Selection }) {
  const { t } = useTranslation('figures');
  const names = useFigureNames();
  const { table, period } = selection.missed;
  if (!table && !period) return null;
  return (
    <div className="no-print mb-4">
      <Notice kind="warn" title={t('missed.title')}>
        {table ? (
          <p>{t('missed.table', { indicator: names.indicator(selection.indicator), split: names.split(table) })}</p>
        ) : null}
        {period ? <p>{t('missed.period', { period: names.period(period) })}</p> : null}
      </Notice>
    </div>
  );
}

function Choose({
  name,
  label,
  value,
  options,
  onChange,
}: {
  name: string;
  label: string;
  value: string;
  options: readonly Choice[];
  onChange?: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="grid min-w-36 flex-1 gap-1">
      <label htmlFor={id} className="text-small font-semibold">
        {label}
      </label>
      <select
        key={value}
        id={id}
        name={name}
        defaultValue={value}
        className="control"
        onChange={onChange && ((event) => onChange(event.target.value))}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
