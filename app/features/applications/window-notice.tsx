import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import type { ApplicationWindow } from '#app/features/settings/application-window.ts';
import { Notice } from '#app/ui/notice.tsx';

/** Whether applications are taken: nothing while there is time, a warning before it ends and when it has ended. */
export function WindowNotice({ window }: { window: ApplicationWindow }) {
  const { t } = useTranslation('applications');
  const { date } = useFormat();
  const { standing, daysLeft: count } = window;
  if (standing === 'open') return null;
  const days = { from: date(window.from), to: date(window.to) };
  const lastDay = count === 0 ? { title: t('window.today'), text: t('window.todayText') } : null;
  const { title, text } = {
    later: { title: t('window.later'), text: t('window.laterText', days) },
    closed: { title: t('window.title'), text: t('window.text', days) },
    closing: lastDay ?? { title: t('window.closing', days), text: t('window.closingText', { count }) },
  }[standing];
  return (
    <Notice kind="warn" title={title}>
      <p>{text}</p>
      {window.verified ? null : <p className="text-small">{t('window.unverified')}</p>}
    </Notice>
  );
}
