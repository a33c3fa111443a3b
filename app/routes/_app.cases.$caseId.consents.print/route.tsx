import { useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { ConsentSheetQuery } from '#app/features/consents/consent.schema.ts';
import { printConsents } from '#app/features/consents/print-consents.server.ts';
import { PrintedConsents } from '#app/features/consents/printed-consents.tsx';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { languageOf } from '#app/platform/i18n/language.server.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';

export const loader = actorLoader(
  { action: 'readConsents', params: CaseParams, query: ConsentSheetQuery, resource: caseResource },
  ({ uow, params, query, request }) => printConsents(uow, params.caseId, query.language ?? languageOf(request)),
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function PrintConsents() {
  const { t } = useTranslation('consents');
  const view = useLoaderData<typeof loader>();
  return (
    <>
      <div className="no-print mx-auto mb-4 flex max-w-3xl flex-wrap items-center gap-4">
        <ButtonLink to={`/cases/${view.case.id}/consents`} look="secondary" small>
          {t('title')}
        </ButtonLink>
        <p className="text-small text-quiet">{t('print.print')}</p>
      </div>
      <PrintedConsents sheet={view.sheet} organisation={view.organisation} />
    </>
  );
}
