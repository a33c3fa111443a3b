import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';

/** Nothing here yet: why, and the step that changes it. */
export function EmptyState({ title, text, next }: { title: string; text?: string; next?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-card border border-dashed border-line-strong px-6 py-10 text-center">
      <Mark className="size-10 opacity-60" />
      <p className="text-lead font-semibold">{title}</p>
      {text ? <p className="max-w-prose text-quiet">{text}</p> : null}
      {next ? <div className="mt-2">{next}</div> : null}
    </div>
  );
}
