import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import type { EvidenceEntry } from '#app/features/packets/documents/packet-snapshot.ts';

interface EvidenceListProps {
  fileId: string;
  evidence: readonly EvidenceEntry[];
  /** the numbers of pieces that are closed */
  closed: readonly number[];
  /** which answer to a request the pieces came with; left out: with the packet itself */
  supplement?: number;
}

/** Pieces by their number, each to be downloaded. */
export function EvidenceList({ fileId, evidence, closed, supplement }: EvidenceListProps) {
  const { t } = useTranslation('commission');
  const { label } = useCode();
  const from = supplement ? `&supplement=${supplement}` : '';
  return (
    <ol className="grid list-decimal gap-3 ps-5">
      {evidence.map((piece) => (
        <li key={piece.number}>
          {closed.includes(piece.number) ? (
            <span>{t('coded.closed')}</span>
          ) : (
            <a
              href={`/files/${fileId}/print?document=evidence${from}&number=${piece.number}`}
              className="link font-semibold"
              download
            >
              {piece.title || label('evidenceType', piece.type)}
            </a>
          )}
          <span className="block text-small text-quiet">
            {label('evidenceType', piece.type)}
            {piece.provenance ? ` · ${piece.provenance}` : ''}
          </span>
        </li>
      ))}
    </ol>
  );
}
