import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { PictureDisclosure } from '#app/ui/picture-disclosure.tsx';
import type { EvidenceEntry } from '#app/features/packets/documents/packet-snapshot.ts';

interface EvidenceListProps {
  fileId: string;
  evidence: readonly EvidenceEntry[];
  /** the numbers of pieces that are closed */
  closed: readonly number[];
  /** the numbers of those that can be shown here */
  pictures: readonly number[];
  /** which answer to a request the pieces came with; left out: with the packet itself */
  supplement?: number;
}

/** Pieces by their number, each to be downloaded; a picture also to be looked at. */
export function EvidenceList({ fileId, evidence, closed, pictures, supplement }: EvidenceListProps) {
  const { t } = useTranslation('commission');
  const { label } = useCode();
  const from = supplement ? `&supplement=${supplement}` : '';
  const addressOf = (number: number) => `/files/${fileId}/print?document=evidence${from}&number=${number}`;
  return (
    <ol className="grid list-decimal gap-3 ps-5">
      {evidence.map((piece) => (
        <li key={piece.number}>
          {closed.includes(piece.number) ? (
            <span>{t('coded.closed')}</span>
          ) : (
            <a href={addressOf(piece.number)} className="link font-semibold" download>
              {piece.title || label('evidenceType', piece.type)}
            </a>
          )}
          <span className="block text-small text-quiet">
            {label('evidenceType', piece.type)}
            {piece.provenance ? ` · ${piece.provenance}` : ''}
          </span>
          {pictures.includes(piece.number) && !closed.includes(piece.number) ? (
            <PictureDisclosure
              src={`${addressOf(piece.number)}&as=picture`}
              title={piece.title || label('evidenceType', piece.type)}
            />
          ) : null}
        </li>
      ))}
    </ol>
  );
}
