import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { translateError } from '#app/platform/i18n/zod-errors.ts';
import { useAttempts } from './use-attempts.ts';

interface ErrorSummaryProps {
  formId: string;
  status: 'success' | 'error' | undefined;
  /** By field name; the empty name holds what concerns the whole form. */
  errors: Record<string, string[] | null | undefined>;
  labels?: Record<string, string>;
  /** A field that is asked about in its own place, see `Question`: what it lacks is no error. */
  asks?: string | undefined;
}

interface Entry {
  name: string;
  error: string;
}

/**
 * What is missing, as links to the fields. It receives the focus when a form comes back with errors, and stays where it is
 * until the next attempt: what was mended is ticked off. Were it to shrink or go, the button under the pointer would move
 * away between press and release.
 */
export function ErrorSummary({ formId, status, errors, labels = {}, asks }: ErrorSummaryProps) {
  const { t } = useTranslation('errors');
  const box = useRef<HTMLDivElement>(null);
  const current = Object.entries(errors).flatMap(([name, list]) =>
    name === asks ? [] : (list ?? []).map((error) => ({ name, error })),
  );
  const attempt = useAttempts(formId);
  const [listed, setListed] = useState<{ attempt: number; entries: Entry[] }>({ attempt, entries: [] });
  const before = listed.attempt === attempt ? listed.entries : [];
  const fresh = status === 'error' ? current.filter((entry) => !before.some((known) => same(known, entry))) : [];
  if (fresh.length > 0) setListed({ attempt, entries: [...before, ...fresh] });
  const entries = [...before, ...fresh];
  useFocus(box, entries.length > 0, attempt);
  if (entries.length === 0) return null;
  return (
    <div
      ref={box}
      tabIndex={-1}
      // Where no script moves the focus, the browser does. The page was asked for by sending the form.
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      role="alert"
      className="max-w-xl rounded-control border border-brick bg-brick-soft px-4 py-3"
    >
      <h2 className="font-semibold text-brick">{t('summary.title')}</h2>
      <p className="text-small">{t('summary.kept')}</p>
      <ul className="mt-2 grid gap-1">
        {entries.map((entry) => (
          <li key={`${entry.name} ${entry.error}`}>
            {current.some((open) => same(open, entry)) ? (
              <OpenEntry entry={entry} formId={formId} label={labels[entry.name]} />
            ) : (
              <span className="text-quiet">
                <span aria-hidden>✓ </span>
                {t('summary.mended', { field: nameOf(labels[entry.name]) ?? translateError(t, entry.error) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function OpenEntry({ entry, formId, label }: { entry: Entry; formId: string; label: string | undefined }) {
  const { t } = useTranslation('errors');
  if (!entry.name) return translateError(t, entry.error);
  return (
    <a href={`#${formId}-${entry.name}`} className="link text-brick">
      {label ? `${nameOf(label)}: ` : ''}
      {translateError(t, entry.error)}
    </a>
  );
}

/** A label that is a sentence, such as a statement to agree with, without its end: a colon follows it. */
function nameOf(label: string | undefined): string | undefined {
  return label?.replace(/\s*[.:!?…]+\s*$/, '');
}

function same(one: Entry, other: Entry): boolean {
  return one.name === other.name && one.error === other.error;
}

function useFocus(box: RefObject<HTMLDivElement>, shown: boolean, attempt: number): void {
  useEffect(() => {
    if (!shown) return;
    const timer = window.setTimeout(() => box.current?.focus());
    return () => window.clearTimeout(timer);
  }, [box, shown, attempt]);
}
