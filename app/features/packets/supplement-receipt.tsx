import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import type { ReadSupplement } from './read-supplements.server.ts';

/** That a request was answered in the system, with what proves it later: to be printed with the page. */
export function SupplementReceipt({ packetId, code, sent }: { packetId: string; code: string; sent: ReadSupplement }) {
  const { t } = useTranslation('packets');
  const { dateTime } = useFormat();
  return (
    <Card title={t('supplement.receipt')}>
      <DefinitionList
        items={[
          { term: t('supplement.code'), value: `${code}/${sent.number}` },
          { term: t('supplement.sentAt'), value: dateTime(sent.sentAt) },
          { term: t('supplement.count'), value: String(sent.pieces) },
          {
            term: t('supplement.note'),
            value: sent.list?.note ? <span className="whitespace-pre-line">{sent.list.note}</span> : null,
          },
          {
            term: t('supplement.fingerprint'),
            value: <span className="text-small break-all tabular-nums">{sent.fingerprint}</span>,
          },
        ]}
      />
      {sent.pieces > 0 ? (
        <p className="no-print mt-3 flex flex-wrap gap-x-5">
          {Array.from({ length: sent.pieces }, (_, index) => index + 1).map((number) =>
            sent.closed.includes(number) ? (
              <span key={number} className="text-quiet">
                {t('supplement.pieceClosed', { number })}
              </span>
            ) : (
              <a
                key={number}
                href={`/packets/${packetId}/print?document=evidence&supplement=${sent.number}&number=${number}`}
                className="link inline-flex min-h-11 items-center"
                download
              >
                {t('supplement.piece', { number })}
              </a>
            ),
          )}
        </p>
      ) : null}
    </Card>
  );
}
