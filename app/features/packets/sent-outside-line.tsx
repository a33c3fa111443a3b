import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Badge } from '#app/ui/tag.tsx';
import type { SentOutside } from './sent-outside.server.ts';

/** In a list: that it was sent outside the time for applications. A fact, no alarm. */
export function SentOutsideBadge() {
  const { t } = useTranslation('packets');
  return <Badge>{t('outside.badge')}</Badge>;
}

/** The day it was sent and the time in which applications were taken, with the mark when nobody has verified that. */
export function SentOutsideLine({ outside: { on, window } }: { outside: SentOutside }) {
  const { t } = useTranslation('packets');
  const { date } = useFormat();
  const days = { on: date(on), from: date(window.from), to: date(window.to) };
  return <span>{window.verified ? t('outside.line', days) : t('outside.lineUnverified', days)}</span>;
}
