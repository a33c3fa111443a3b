import { useLoaderData, useSearchParams, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { OpeningSteps } from '#app/features/cases/opening-steps.tsx';
import { ConsentSheet } from '#app/features/consents/consent-sheet.tsx';
import { viewConsents } from '#app/features/consents/view-consents.server.ts';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { languageNames, languages } from '#app/platform/i18n/languages.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const loader = actorLoader(
  { action: 'readConsents', params: CaseParams, resource: caseResource },
  ({ uow, params }) => viewConsents(uow, params.caseId),
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function Consents() {
  const { t } = useTranslation('consents');
  const { label } = useCode();
  const view = useLoaderData<typeof loader>();
  const opening = useSearchParams()[0].get('opening') === 'yes';
  const unasked = view.mayRecord ? view.rows.find(({ state }) => state === 'not_asked') : undefined;
  const ask = unasked ? (
    <ButtonLink to={`/cases/${view.case.id}/consents/${unasked.row}`}>
      {t('item.askRow', { purpose: label('consentPurpose', unasked.purpose) })}
    </ButtonLink>
  ) : null;
  return (
    <>
      {opening ? <OpeningSteps at="consents" /> : null}
      <PageHeader
        title={t('title')}
        crumbs={[{ to: `/cases/${view.case.id}`, label: t('toCase', { code: view.case.code }) }]}
        lead={t('promise')}
        next={opening ? <ButtonLink to={`/cases/${view.case.id}`}>{t('toTheCase')}</ButtonLink> : ask}
      />
      {opening ? null : <CaseTabs caseId={view.case.id} may={view.parts} />}
      <p className="no-print mb-6 flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
        {t('printIn')}
        {languages.map((language) => (
          <a
            key={language}
            href={`/cases/${view.case.id}/consents/print?language=${language}`}
            lang={language}
            className="link inline-flex min-h-6 items-center"
          >
            {languageNames[language]}
          </a>
        ))}
      </p>
      {view.mayRecord ? null : <Notice>{t('readOnly')}</Notice>}
      <ConsentSheet caseId={view.case.id} rows={view.rows} mayRecord={view.mayRecord} own={view.organisation} />
    </>
  );
}
