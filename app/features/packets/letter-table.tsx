import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable, type Column } from '#app/ui/data-table.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import type { WaitingLetter } from './waiting-letters.server.ts';

/** Letters that wait to be opened, by packet: no word of them. */
export function LetterTable({ letters, today }: { letters: readonly WaitingLetter[]; today: string }) {
  const { t } = useTranslation('packets');
  const { date } = useFormat();
  const columns: Column<WaitingLetter>[] = [
    {
      key: 'packet',
      header: t('waiting.packet'),
      cell: (letter) => (
        <Link to={`/packets/${letter.packetId}/letters/${letter.id}`} className="link inline-flex min-h-6 items-center tabular-nums">
          {letter.packetCode}
        </Link>
      ),
    },
    { key: 'sent', header: t('waiting.sent'), cell: (letter) => date(letter.sentOn, 'short') },
    {
      key: 'due',
      header: t('waiting.due'),
      cell: (letter) =>
        letter.due ? (
          <DueDate date={letter.due.on} today={today} unverified={!letter.due.verified} />
        ) : (
          <span className="text-quiet">{t('waiting.noDate')}</span>
        ),
    },
  ];
  return <DataTable caption={t('waiting.title')} columns={columns} rows={letters} rowKey={(letter) => letter.id} />;
}
