import { useActionData, useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { newReferral } from '#app/features/referrals/new-referral.server.ts';
import { recordReferral } from '#app/features/referrals/record-referral.server.ts';
import { ReferralForm } from '#app/features/referrals/referral-form.tsx';
import { ReferralSchema } from '#app/features/referrals/referral.schema.ts';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

const ofCase = { params: CaseParams, resource: caseResource } as const;

export const loader = actorLoader({ action: 'recordReferral', ...ofCase }, ({ uow, params }) =>
  newReferral(uow, params.caseId),
);

export const action = actorAction(
  { action: 'recordReferral', ...ofCase, form: ReferralSchema },
  ({ uow, params, form }) => recordReferral(uow, params.caseId, form),
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function NewReferral() {
  const { t } = useTranslation('referrals');
  const view = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>()?.lastResult;
  return (
    <>
      <PageHeader
        title={t('form.title')}
        crumbs={[
          { to: `/cases/${view.case.id}`, label: t('toCase', { code: view.case.code }) },
          { to: `/cases/${view.case.id}/referrals`, label: t('title') },
        ]}
        lead={t('form.lead')}
      />
      <ReferralForm view={view} lastResult={lastResult} />
    </>
  );
}
