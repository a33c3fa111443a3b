import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { translateError } from '#app/platform/i18n/zod-errors.ts';

interface ErrorSummaryProps {
  formId: string;
  status: 'success' | 'error' | undefined;
  /** By field name; the empty name holds what concerns the whole form. */
  errors: Record<string, string[] | null | undefined>;
  labels?: Record<string, string>;
}

/** What is missing, as links to the fields. It receives the focus when a form comes back with errors. */
export function ErrorSummary({ formId, status, errors, labels = {} }: ErrorSummaryProps) {
  const { t } = useTranslation('errors');
  const box = useRef<HTMLDivElement>(null);
  const entries = Object.entries(errors).flatMap(([name, list]) => (list ?? []).map((error) => ({ name, error })));
  const shown = status === 'error' && entries.length > 0;
  useEffect(() => {
    if (!shown) return;
    const timer = window.setTimeout(() => box.current?.focus());
    return () => window.clearTimeout(timer);
  }, [shown]);
  if (!shown) return null;
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="max-w-xl rounded-control border border-brick bg-brick-soft px-4 py-3"
    >
      <h2 className="font-semibold text-brick">{t('summary.title')}</h2>
      <p className="text-small">{t('summary.kept')}</p>
      <ul className="mt-2 grid gap-1">
        {entries.map(({ name, error }) => (
          <li key={`${name} ${error}`}>
            {name ? (
              <a href={`#${formId}-${name}`} className="link text-brick">
                {labels[name] ? `${labels[name]}: ` : ''}
                {translateError(t, error)}
              </a>
            ) : (
              translateError(t, error)
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
