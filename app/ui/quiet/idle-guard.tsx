import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blurWhileAway, onIdle } from './idle.ts';
import { sendUnsent } from './send-drafts.ts';

/** Covers the page when nobody is there, keeps what was being written, and goes to the locked page. */
export function IdleGuard({ minutes }: { minutes: number }) {
  const { t } = useTranslation('common');
  const [covered, setCovered] = useState(false);
  useEffect(() => blurWhileAway(), []);
  useEffect(
    () =>
      onIdle(minutes, () => {
        setCovered(true);
        const back = encodeURIComponent(window.location.pathname);
        void sendUnsent()
          .then(() => fetch('/locked', { method: 'POST', redirect: 'manual' }))
          .catch(() => undefined)
          .finally(() => window.location.replace(`/locked?to=${back}`));
      }),
    [minutes],
  );
  return covered ? (
    <div className="quiet-cover grid place-items-center" role="status">
      <p>{t('shell.locking')}</p>
    </div>
  ) : null;
}
