import { Form, Link, useLocation } from '@remix-run/react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonStyle } from './button-style.ts';
import type { Choice } from './form/select.tsx';

/** Filters as a GET form: the address holds them, by code. `keep` carries parameters such as the sort order. */
export function FilterBar({ keep = {}, children }: { keep?: Record<string, string>; children: ReactNode }) {
  const { t } = useTranslation('common');
  const { pathname } = useLocation();
  return (
    <search>
      <Form
        method="get"
        aria-label={t('filter.title')}
        className="no-print mb-4 flex flex-wrap items-end gap-3 rounded-card border border-line bg-sunken p-3"
      >
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <button className={buttonStyle('secondary')}>{t('filter.apply')}</button>
        <Link to={pathname} className="link inline-flex min-h-11 items-center">
          {t('filter.clear')}
        </Link>
      </Form>
    </search>
  );
}

interface FilterSelectProps {
  name: string;
  label: string;
  value: string | undefined;
  options: readonly Choice[];
}

export function FilterSelect({ name, label, value, options }: FilterSelectProps) {
  const { t } = useTranslation('common');
  const id = useId();
  return (
    <div className="grid min-w-36 flex-1 gap-1 sm:max-w-56">
      <label htmlFor={id} className="text-small font-semibold">
        {label}
      </label>
      <select key={value} id={id} name={name} defaultValue={value ?? ''} className="control">
        <option value="">{t('filter.all')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

export function FilterText({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  const id = useId();
  return (
    <div className="grid min-w-36 flex-1 gap-1 sm:max-w-56">
      <label htmlFor={id} className="text-small font-semibold">
        {label}
      </label>
      <input
        key={value}
        id={id}
        name={name}
        type="search"
        defaultValue={value}
        autoComplete="off"
        className="control"
      />
    </div>
  );
}
