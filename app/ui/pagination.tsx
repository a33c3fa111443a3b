import { useTranslation } from 'react-i18next';
import { ButtonLink } from './button-link.tsx';

interface PaginationProps {
  /** Addresses, from `usePageLink`; null at the ends. */
  previous: string | null;
  next: string | null;
  /** "1–50 of 300", translated. */
  summary: string;
}

export function Pagination({ previous, next, summary }: PaginationProps) {
  const { t } = useTranslation('common');
  return (
    <nav aria-label={t('table.pages')} className="no-print mt-4 flex flex-wrap items-center justify-between gap-3">
      <p className="text-small text-quiet">{summary}</p>
      <div className="flex gap-2">
        {previous ? (
          <ButtonLink to={previous} look="secondary" small>
            {t('table.previous')}
          </ButtonLink>
        ) : null}
        {next ? (
          <ButtonLink to={next} look="secondary" small>
            {t('table.next')}
          </ButtonLink>
        ) : null}
      </div>
    </nav>
  );
}
