import { useTranslation } from 'react-i18next';
import { daysBetween } from '#app/platform/i18n/format.ts';
import type { FileWaiting } from './file-waiting.ts';

/** How many days something waits, and since what. */
export function WaitingDays({ waiting, today }: { waiting: FileWaiting | null; today: string }) {
  const { t } = useTranslation('commission');
  if (!waiting) return <>–</>;
  const since = { sent: t('waiting.sent'), request: t('waiting.request'), answer: t('waiting.answer') };
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <time dateTime={waiting.since}>
        {t('waiting.days', { count: Math.max(0, daysBetween(waiting.since, today)) })}
      </time>
      <span className="text-small text-quiet">{since[waiting.what]}</span>
    </span>
  );
}
