import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Crumb {
  to: string;
  label: string;
}

interface PageHeaderProps {
  title: ReactNode;
  /** The way here, outermost first, without the page itself. */
  crumbs?: readonly Crumb[];
  /** One quiet sentence under the title. */
  lead?: ReactNode;
  /** State tags beside the title. */
  tags?: ReactNode;
  /** The one obvious next step: a `ButtonLink`. */
  next?: ReactNode;
}

/** Where am I, what is this, what next. */
export function PageHeader({ title, crumbs = [], lead, tags, next }: PageHeaderProps) {
  const { t } = useTranslation('common');
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {crumbs.length > 0 ? (
          <nav aria-label={t('page.here')} className="no-print mb-1">
            <ol className="flex flex-wrap gap-x-2 text-small text-quiet">
              {crumbs.map((crumb, position) => (
                <li key={crumb.to} className="flex items-center gap-2">
                  {position > 0 ? <span aria-hidden="true">›</span> : null}
                  <Link to={crumb.to} className="link inline-flex min-h-6 items-center">
                    {crumb.label}
                  </Link>
                </li>
              ))}
            </ol>
          </nav>
        ) : null}
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="text-title">{title}</h1>
          {tags}
        </div>
        {lead ? <p className="mt-1 max-w-prose text-quiet">{lead}</p> : null}
      </div>
      {next ? <div className="no-print">{next}</div> : null}
    </div>
  );
}
