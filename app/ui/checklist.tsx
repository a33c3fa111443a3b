import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

export interface ChecklistItem {
  key: string;
  label: string;
  done: boolean;
  /** where it is done */
  to?: string | undefined;
}

/** What is still to be done, in order; the state is said in words, not by colour alone. */
export function Checklist({ title, lead, items }: { title: string; lead?: string; items: readonly ChecklistItem[] }) {
  const { t } = useTranslation('common');
  return (
    <section className="mb-8 rounded-card border border-line bg-surface p-4 shadow-card sm:p-5">
      <h2 className="text-section">{title}</h2>
      {lead ? <p className="mt-1 max-w-prose text-quiet">{lead}</p> : null}
      <ol className="mt-3 grid gap-2">
        {items.map(({ key, label, done, to }) => (
          <li key={key} className="flex items-start gap-3">
            <Icon
              name={done ? 'check' : 'arrow'}
              className={`mt-0.5 size-5 shrink-0 ${done ? 'text-leaf' : 'text-quiet'}`}
            />
            <span>
              {to && !done ? (
                <Link to={to} className="link inline-flex min-h-6 items-center">
                  {label}
                </Link>
              ) : (
                label
              )}
              <span className="text-small text-quiet"> · {done ? t('step.done') : t('step.later')}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
