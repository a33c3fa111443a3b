import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Notice } from '#app/ui/notice.tsx';
import type { FoundTraces } from './trace-check.server.ts';
import { useTraceLine } from './use-trace-names.ts';

interface WarningsProps {
  period: { from: string; to: string; verified: boolean };
  /** wordings of dates that lie outside the period */
  dates: readonly string[];
  /** what the text says of who she is */
  found?: FoundTraces;
  /** it cannot be changed any more: a new statement can */
  locked?: boolean;
}

/** Reasons to look again; nothing here stops anything. */
export function StatementWarnings({ period, dates, found, locked = false }: WarningsProps) {
  const { t } = useTranslation('statements');
  const { date } = useFormat();
  const line = useTraceLine();
  return (
    <>
      {found && found.traces.length > 0 ? (
        <Notice kind="warn" title={t('warn.nameTitle')}>
          <p>{locked ? t('warn.nameLocked') : t('packets:freeze.namedText')}</p>
          <p>{t('warn.name', { list: line(found) })}</p>
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
