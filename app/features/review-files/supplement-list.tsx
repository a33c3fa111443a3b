import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import type { ReadSupplement } from '#app/features/packets/read-supplements.server.ts';
import { Card, Section } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { EvidenceList } from './evidence-list.tsx';

interface SupplementListProps {
  fileId: string;
  supplements: readonly ReadSupplement[];
  /** how many that came are not stored any more */
  missing: number;
}

/** What the organisation sent after the packet because it was asked to, the oldest answer first. */
export function SupplementList({ fileId, supplements, missing }: SupplementListProps) {
  const { t } = useTranslation('commission');
  const { date } = useFormat();
  if (supplements.length === 0) return null;
  return (
    <Section title={t('supplement.title')}>
      <div className="grid gap-6">
        {missing > 0 ? (
          <Notice kind="danger" title={t('supplement.missingTitle')}>
            {t('supplement.missing', { count: missing })}
          </Notice>
        ) : null}
        {supplements.map(({ number, sentAt, list, closed, pictures }) => (
          <Card key={number} title={t('supplement.of', { date: date(sentAt) })}>
            {list ? null : <p>{t('supplement.broken')}</p>}
            {list?.note ? <p className="mb-4 max-w-prose whitespace-pre-line">{list.note}</p> : null}
            {list?.evidence.length === 0 ? <p className="text-quiet">{t('supplement.noPieces')}</p> : null}
            {list ? (
              <EvidenceList fileId={fileId} evidence={list.evidence} {...{ closed, pictures }} supplement={number} />
            ) : null}
          </Card>
        ))}
      </div>
    </Section>
  );
}
