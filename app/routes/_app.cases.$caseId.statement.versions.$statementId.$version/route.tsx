import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { LongText } from '#app/features/statements/long-text.tsx';
import { VersionParams } from '#app/features/statements/statement.schema.ts';
import { viewVersion } from '#app/features/statements/view-statement.server.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – text' }];

export const loader = actorLoader(
  { action: 'readStatement', params: VersionParams, resource: caseResource },
  ({ uow, params }) => viewVersion(uow, params.caseId, params.statementId, params.version),
);

export default function Version() {
  const { t } = useTranslation('statements');
  const { dateTime } = useFormat();
  const { head, version, author, at, text, language } = useLoaderData<typeof loader>();
  const crumbs = [
    { to: `/cases/${head.id}`, label: head.code },
    { to: `/cases/${head.id}/statement`, label: t('title') },
  ];
  return (
    <>
      <PageHeader
        title={t('versions.one', { version })}
        crumbs={crumbs}
        lead={t('versions.by', { author, when: dateTime(at) })}
      />
      <LongText text={text} language={language} />
    </>
  );
}
