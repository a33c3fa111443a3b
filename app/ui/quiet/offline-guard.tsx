import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../notice.tsx';

/**
 * Holds back what is sent while there is no line: the answer would be an error page, and what was typed gone with the form.
 * Only forms of the page itself; leaving and signing out are never held back.
 */
export function OfflineGuard() {
  const { t } = useTranslation('common');
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const hold = (event: Event) => {
      if (navigator.onLine || !(event.target as Element).closest('main')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setHeld(true);
    };
    const free = () => setHeld(false);
    document.addEventListener('submit', hold, { capture: true });
    window.addEventListener('online', free);
    return () => {
      document.removeEventListener('submit', hold, { capture: true });
      window.removeEventListener('online', free);
    };
  }, []);
  if (!held) return null;
  return (
    <div role="alert" className="no-print fixed inset-x-4 bottom-4 z-40 mx-auto max-w-xl">
      <Notice kind="warn" title={t('offline.title')}>
        {t('offline.text')}
      </Notice>
    </div>
  );
}
