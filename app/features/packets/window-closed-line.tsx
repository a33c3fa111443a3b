import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import type { ApplicationWindow } from '#app/features/settings/application-window.ts';

interface WindowClosedLineProps {
  window: ApplicationWindow;
  way: 'system' | 'paper';
}

/** Where a packet is about to leave while no applications are taken: said once more at the very step, and what the commission will see. */
export function WindowClosedLine({ window, way }: WindowClosedLineProps) {
  const { t } = useTranslation('packets');
  const { date } = useFormat();
  const days = { from: date(window.from), to: date(window.to) };
  return (
    <div data-window={window.standing} className="mb-4 max-w-prose border-s-4 border-honey ps-3">
      <p>
        <strong>{t('outside.now', days)}</strong> {window.verified ? null : t('applications:window.unverified')}
      </p>
      <p>{way === 'system' ? t('outside.sendNow') : t('outside.paperNow')}</p>
    </div>
  );
}
