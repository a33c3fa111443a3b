import { useTranslation } from 'react-i18next';
import { Notice } from '#app/ui/notice.tsx';
import type { TakenBack } from './taken-back.ts';

/** Said where one can still turn round: whatever is written now has to be looked at again. */
export function TakenBackNotice({ taken }: { taken: TakenBack | null }) {
  const { t } = useTranslation('applications');
  if (!taken) return null;
  return taken === 'review' ? (
    <Notice kind="warn" title={t('taken.review')}>
      {t('taken.reviewText')}
    </Notice>
  ) : (
    <Notice title={t('taken.ready')}>{t('taken.readyText')}</Notice>
  );
}
