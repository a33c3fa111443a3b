import type { ReactNode } from 'react';

interface CardProps {
  title?: ReactNode;
  /** Small things at the end of the title's line. */
  aside?: ReactNode;
  children: ReactNode;
}

export function Card({ title, aside, children }: CardProps) {
  return (
    <section className="avoid-break rounded-card border border-line bg-surface p-4 shadow-card sm:p-5">
      {title ? (
        <div className="mb-3 flex flex-wrap items-baseline justify-between gap-2">
          <h2 className="text-section">{title}</h2>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}

/** A part of a page without a frame. */
export function Section({ title, aside, children }: CardProps) {
  return (
    <section className="mt-8 first:mt-0">
      {title ? (
        <div className="mb-3 flex flex-wrap items-baseline justify-between gap-2 border-b border-line pb-2">
          <h2 className="text-section">{title}</h2>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}
