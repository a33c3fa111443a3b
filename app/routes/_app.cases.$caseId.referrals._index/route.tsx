import { useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { viewReferrals } from '#app/features/referrals/list-referrals.server.ts';
import { ReferralTable } from '#app/features/referrals/referral-table.tsx';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const loader = actorLoader(
  { action: 'readReferrals', params: CaseParams, resource: caseResource },
  ({ uow, params }) => viewReferrals(uow, params.caseId),
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function Referrals() {
  const { t } = useTranslation('referrals');
  const view = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[{ to: `/cases/${view.case.id}`, label: t('toCase', { code: view.case.code }) }]}
        lead={t('lead')}
        next={
          view.mayRecord ? <ButtonLink to={`/cases/${view.case.id}/referrals/new`}>{t('list.new')}</ButtonLink> : null
        }
      />
      <CaseTabs caseId={view.case.id} may={view.parts} />
      <ReferralTable caseId={view.case.id} referrals={view.referrals} />
    </>
  );
}
