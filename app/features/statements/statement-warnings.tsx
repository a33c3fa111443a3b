import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Notice } from '#app/ui/notice.tsx';

interface WarningsProps {
  period: { from: string; to: string; verified: boolean };
  /** wordings of dates that lie outside the period */
  dates: readonly string[];
  /** words that are her own name */
  ownName: readonly string[];
}

/** Reasons to look again; nothing here stops anything. */
export function StatementWarnings({ period, dates, ownName }: WarningsProps) {
  const { t } = useTranslation('statements');
  const { date } = useFormat();
  return (
    <>
      {ownName.length > 0 ? (
        <Notice kind="warn" title={t('warn.nameTitle')}>
          <p>{t('warn.name', { words: ownName.join(', ') })}</p>
        </Notice>
      ) : null}
      {dates.length > 0 ? (
        <Notice kind="warn" title={t('warn.datesTitle')}>
          <p>{t('warn.dates', { from: date(period.from), to: date(period.to), dates: dates.join(' · ') })}</p>
          {period.verified ? null : <p className="text-small">{t('warn.periodUnverified')}</p>}
        </Notice>
      ) : null}
    </>
  );
}
