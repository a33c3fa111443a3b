import { useTranslation } from 'react-i18next';
import { perpetratorLines } from '#app/features/packets/documents/perpetrator-lines.ts';
import { languages, languageNames } from '#app/platform/i18n/languages.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { SupplementList } from './supplement-list.tsx';
import type { readCoded } from './read-received.server.ts';

type View = Awaited<ReturnType<typeof readCoded>>['view'];
type Snapshot = NonNullable<View['snapshot']>;

/** The coded packet on the screen: her words in their language, no name. */
export function CodedPage({
  view: { file, snapshot, closed, pictures, supplements, missing, mayNote },
}: {
  view: View;
}) {
  const { t } = useTranslation('commission');
  const crumbs = [
    { to: '/files', label: t('files.title') },
    { to: `/files/${file.id}`, label: file.number },
  ];
  const notes = <ButtonLink to={`/files/${file.id}/notes`}>{t('notes.to')}</ButtonLink>;
  return (
    <>
      <PageHeader
        title={snapshot?.packet_code ?? file.number}
        crumbs={crumbs}
        lead={t('coded.lead')}
        next={mayNote ? notes : null}
      />
      {snapshot ? (
        <Content fileId={file.id} {...{ snapshot, closed, pictures, supplements, missing }} />
      ) : (
        <BrokenNotice />
      )}
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
  /** of those that can be shown */
  pictures: readonly number[];
}

function Content({
  fileId,
  snapshot,
  closed,
  pictures,
  supplements,
  missing,
}: Shown & { snapshot: Snapshot; supplements: View['supplements']; missing: number }) {
  const { t } = useTranslation('commission');
  const { label } = useCode();
  const { application } = snapshot;
  const sections = [
    [t('coded.place'), application.place],
    [t('coded.time'), application.time],
    [t('coded.perpetrators'), perpetratorLines(application.perpetrators, (group) => label('perpetratorGroup', group))],
    [t('coded.health'), application.consequences_health],
    [t('coded.life'), application.consequences_life],
    [t('coded.statement'), snapshot.narrative],
  ] as const;
  return (
    <div className="grid gap-6">
      <p className="no-print flex flex-wrap gap-x-5">
        {languages.map((language) => (
          <a
            key={language}
            href={`/files/${fileId}/print?language=${language}`}
            target="_blank"
            rel="noreferrer"
            className="link inline-flex min-h-11 items-center"
          >
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
      <Card title={t('coded.evidence')}>
        {snapshot.evidence.length === 0 ? <p className="text-quiet">{t('coded.noEvidence')}</p> : null}
        <EvidenceList fileId={fileId} evidence={snapshot.evidence} closed={closed} pictures={pictures} />
      </Card>
      <SupplementList fileId={fileId} supplements={supplements} missing={missing} />
    </div>
  );
}
