import { useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Notice } from '#app/ui/notice.tsx';

/** On the way back in: a form had met no session. `carried`: what was typed comes along and waits as a draft. */
export function UnsavedNotice({ carried }: { carried: boolean }) {
  const { t } = useTranslation('members');
  const [query] = useSearchParams();
  if (!query.has('unsaved')) return null;
  return carried ? (
    <Notice kind="warn" title={t('unsaved.title')} live>
      {t('unsaved.carried')}
    </Notice>
  ) : (
    <Notice kind="warn" title={t('unsaved.title')} live>
      {t('unsaved.lost')}
    </Notice>
  );
}
