import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { Badge } from '#app/ui/tag.tsx';
import type { LetterHead } from './read-letter.server.ts';

export function LetterList({ packetId, letters, today }: { packetId: string; letters: readonly LetterHead[]; today: string }) {
  const { t } = useTranslation('packets');
  const { date } = useFormat();
  if (letters.length === 0) return null;
  return (
    <Card title={t('letter.list')}>
      <ul className="grid gap-3">
        {letters.map((letter) => (
          <li key={letter.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link to={`/packets/${packetId}/letters/${letter.id}`} className="link font-semibold">
              {letter.kind === 'decision' ? t('letter.decision') : t('letter.request')}
            </Link>
            <span className="text-quiet">{date(letter.sentOn)}</span>
            {letter.opened ? null : <Badge tone="honey">{t('letter.unopened')}</Badge>}
            {letter.due ? <DueDate date={letter.due.on} today={today} unverified={!letter.due.verified} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
