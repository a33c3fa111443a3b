import { useTranslation } from 'react-i18next';
import { languages, languageNames } from '#app/platform/i18n/languages.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Card } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { readCoded } from './read-received.server.ts';

type View = Awaited<ReturnType<typeof readCoded>>['view'];
type Snapshot = NonNullable<View['snapshot']>;

/** The coded packet on the screen: her words in their language, no name. */
export function CodedPage({ view: { file, snapshot, closed } }: { view: View }) {
  const { t } = useTranslation('commission');
  const crumbs = [
    { to: '/files', label: t('files.title') },
    { to: `/files/${file.id}`, label: file.number },
  ];
  return (
    <>
      <PageHeader title={snapshot?.packet_code ?? file.number} crumbs={crumbs} lead={t('coded.lead')} />
      {snapshot ? <Content fileId={file.id} snapshot={snapshot} closed={closed} /> : <BrokenNotice />}
    </>
  );
}

export function BrokenNotice() {
  const { t } = useTranslation('commission');
  return (
    <Notice kind="danger" title={t('broken.title')}>
      {t('broken.text')}
    </Notice>
  );
}

interface Shown {
  fileId: string;
  /** the numbers of evidence that is closed */
  closed: readonly number[];
}

function Content({ fileId, snapshot, closed }: Shown & { snapshot: Snapshot }) {
  const { t } = useTranslation('commission');
  const { application } = snapshot;
  const sections = [
    [t('coded.place'), application.place],
    [t('coded.time'), application.time],
    [t('coded.perpetrators'), application.perpetrators],
    [t('coded.health'), application.consequences_health],
    [t('coded.life'), application.consequences_life],
    [t('coded.statement'), snapshot.narrative],
  ] as const;
  return (
    <div className="grid gap-6">
      <p className="no-print flex flex-wrap gap-x-5">
        {languages.map((language) => (
          <a key={language} href={`/files/${fileId}/print?language=${language}`} target="_blank" rel="noreferrer" className="link inline-flex min-h-11 items-center">
            {t('coded.pdf', { language: languageNames[language] })}
          </a>
        ))}
      </p>
      {sections.map(([title, text]) => (
        <Card key={title} title={title}>
          {text ? (
            <p lang={snapshot.statement_language} className="max-w-prose whitespace-pre-line leading-relaxed">
              {text}
            </p>
          ) : (
            <p className="text-quiet">{t('coded.empty')}</p>
          )}
        </Card>
      ))}
      <Evidence fileId={fileId} evidence={snapshot.evidence} closed={closed} />
    </div>
  );
}

function Evidence({ fileId, evidence, closed }: Shown & { evidence: Snapshot['evidence'] }) {
  const { t } = useTranslation('commission');
  const { label } = useCode();
  return (
    <Card title={t('coded.evidence')}>
      {evidence.length === 0 ? <p className="text-quiet">{t('coded.noEvidence')}</p> : null}
      <ol className="grid list-decimal gap-3 ps-5">
        {evidence.map((piece) => (
          <li key={piece.number}>
            {closed.includes(piece.number) ? (
              <span>{t('coded.closed')}</span>
            ) : (
              <a href={`/files/${fileId}/print?document=evidence&number=${piece.number}`} className="link font-semibold" download>
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
    </Card>
  );
}
