import type { ReactNode } from 'react';
import { useFormat } from '#app/platform/i18n/use-format.ts';

export interface TimelineEntry {
  id: string;
  /** A day (`2026-11-23`) or a moment. */
  at: string;
  title: ReactNode;
  meta?: ReactNode;
  body?: ReactNode;
}

/** What happened, newest first as the caller sorts it. `exact`: with the time of day. */
export function Timeline({ entries, exact = false }: { entries: readonly TimelineEntry[]; exact?: boolean }) {
  const { date, dateTime } = useFormat();
  return (
    <ol className="ms-2 border-s-2 border-line">
      {entries.map((entry) => (
        <li key={entry.id} className="avoid-break relative ps-5 pb-5 last:pb-0">
          <span
            className="absolute -start-[7px] top-2 size-3 rounded-full border-2 border-surface bg-leaf"
            aria-hidden="true"
          />
          <p className="text-small text-quiet">
            <time dateTime={entry.at}>{exact ? dateTime(entry.at) : date(entry.at)}</time>
            {entry.meta ? <> · {entry.meta}</> : null}
          </p>
          <p className="font-semibold">{entry.title}</p>
          {entry.body ? <div className="max-w-prose whitespace-pre-line">{entry.body}</div> : null}
        </li>
      ))}
    </ol>
  );
}
