import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Notice } from '#app/ui/notice.tsx';

/** A supervisor's emergency access: open until when, or where it can be asked for. */
export function GlassLine({ caseId, until, mayBreak }: { caseId: string; until: string | null; mayBreak: boolean }) {
  const { t } = useTranslation('cases');
  const { dateTime } = useFormat();
  if (until) {
    return (
      <Notice kind="warn" title={t('glass.openUntil', { when: dateTime(until) })}>
        {t('glass.openText')}
      </Notice>
    );
  }
  return mayBreak ? (
    <p className="text-small text-quiet">
      {t('glass.hint')}{' '}
      <Link to={`/cases/${caseId}/break-glass`} className="link">
        {t('glass.link')}
      </Link>
    </p>
  ) : null;
}
