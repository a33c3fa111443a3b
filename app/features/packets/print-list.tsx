import { useTranslation } from 'react-i18next';
import { isLanguage, languageNames } from '#app/platform/i18n/languages.ts';
import { Card } from '#app/ui/card.tsx';

interface PrintListProps {
  packetId: string;
  documents: readonly { kind: string; language: string; pages: number | null }[];
  may: boolean;
}

/** The three documents in the three languages, each a page to print. The identity sheet stands apart. */
export function PrintList({ packetId, documents, may }: PrintListProps) {
  const { t } = useTranslation('packets');
  if (!may) return null;
  const groups = [
    { kind: 'coded_packet', title: t('print.coded'), to: `/packets/${packetId}/print?document=coded_packet` },
    { kind: 'identity_sheet', title: t('print.sheet'), to: `/packets/${packetId}/sheet?` },
    { kind: 'receipt', title: t('print.receipt'), to: `/packets/${packetId}/print?document=receipt` },
  ];
  return (
    <Card title={t('print.title')}>
      <p className="mb-4 max-w-prose text-quiet">{t('print.text')}</p>
      <dl className="grid gap-3">
        {groups.map((group) => (
          <div key={group.kind} className="grid gap-1 sm:grid-cols-[14rem_1fr] sm:items-baseline">
            <dt className="font-semibold">{group.title}</dt>
            <dd className="flex flex-wrap gap-x-5">
              {documents
                .filter((document) => document.kind === group.kind)
                .map(({ language, pages }) => (
                  <a key={language} href={`${group.to}&language=${language}`} target="_blank" rel="noreferrer" className="link inline-flex min-h-11 items-center">
                    {isLanguage(language) ? languageNames[language] : language} ({t('print.pages', { count: pages ?? 0 })})
                  </a>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
