import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Notice } from '../notice.tsx';

/** Above a form that shows a kept draft instead of what was saved. */
export function DraftNotice({ savedAt }: { savedAt: string }) {
  const { t } = useTranslation('common');
  const { dateTime } = useFormat();
  return (
    <Notice kind="info" title={t('draft.restored')}>
      {t('draft.restoredText', { when: dateTime(savedAt) })}
    </Notice>
  );
}
