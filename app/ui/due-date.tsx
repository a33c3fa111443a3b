import { useTranslation } from 'react-i18next';
import { daysBetween, isoDate } from '#app/platform/i18n/format.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Badge } from './tag.tsx';

interface DueDateProps {
  date: string;
  /** The server's day, so that server and browser say the same. */
  today: string;
  /** The rule behind the date is not confirmed yet. */
  unverified?: boolean;
}

/** The day and how far it is. Late asks for attention; it does not alarm. */
export function DueDate({ date, today, unverified }: DueDateProps) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const days = daysBetween(today, date);
  const distance =
    days === 0 ? t('due.today') : days > 0 ? t('due.in', { count: days }) : t('due.late', { count: -days });
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <time dateTime={isoDate(date)}>{format.date(date, 'short')}</time>
      <Badge tone={days <= 3 ? 'honey' : 'neutral'}>{distance}</Badge>
      {unverified ? <span className="text-small text-quiet">({t('due.unverified')})</span> : null}
    </span>
  );
}
