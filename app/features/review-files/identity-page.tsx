import { useTranslation } from 'react-i18next';
import { languages, languageNames } from '#app/platform/i18n/languages.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { BrokenNotice } from './coded-page.tsx';
import type { readFileIdentity } from './read-received.server.ts';

type View = Awaited<ReturnType<typeof readFileIdentity>>['view'];

/** Who it is about, apart from the packet and for the secretary alone. */
export function IdentityPage({ view: { file, snapshot } }: { view: View }) {
  const { t } = useTranslation('commission');
  const { date } = useFormat();
  const onlyYear = snapshot?.birth_date?.length === 4;
  const crumbs = [
    { to: '/files', label: t('files.title') },
    { to: `/files/${file.id}`, label: file.number },
  ];
  return (
    <>
      <PageHeader title={t('identity.title')} crumbs={crumbs} lead={t('identity.lead')} />
      {snapshot ? (
        <div className="grid gap-6">
          <Card>
            <DefinitionList
              items={[
                { term: t('identity.name'), value: snapshot.name },
                {
                  term: snapshot.number_kind === 'other_document' ? t('identity.documentNumber') : t('identity.number'),
                  value: snapshot.personal_number,
                },
                onlyYear
                  ? { term: t('identity.birthYear'), value: snapshot.birth_date }
                  : { term: t('identity.birthDate'), value: snapshot.birth_date && date(snapshot.birth_date) },
                ...(snapshot.contact === 'not_agreed'
                  ? [{ term: t('identity.contact'), value: t('identity.contactNotAgreed') }]
                  : [
                      { term: t('identity.address'), value: snapshot.address },
                      { term: t('identity.phone'), value: snapshot.phones.map(({ number, note }) => [number, note].filter(Boolean).join(' · ')).join('\n') },
                      { term: t('identity.safeContact'), value: snapshot.safe_contact.join('\n') },
                    ]),
              ]}
            />
          </Card>
          <p className="no-print flex flex-wrap gap-x-5">
            {languages.map((language) => (
              <a key={language} href={`/files/${file.id}/sheet?language=${language}`} target="_blank" rel="noreferrer" className="link inline-flex min-h-11 items-center">
                {t('coded.pdf', { language: languageNames[language] })}
              </a>
            ))}
          </p>
        </div>
      ) : (
        <BrokenNotice />
      )}
    </>
  );
}
