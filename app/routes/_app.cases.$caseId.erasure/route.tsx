import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { carryOutErasure, declineErasure } from '#app/features/erasures/carry-out-erasure.server.ts';
import { DecisionForms } from '#app/features/erasures/decision-forms.tsx';
import { CarryOutSchema, DeclineSchema, ErasureWishSchema } from '#app/features/erasures/erasure.schema.ts';
import { ErasureState, WhatErasingDoes } from '#app/features/erasures/erasure-state.tsx';
import { requestErasure } from '#app/features/erasures/request-erasure.server.ts';
import { viewErasure } from '#app/features/erasures/view-erasure.server.ts';
import { WishForm } from '#app/features/erasures/wish-form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = ({ data }: { data: { code: string } | undefined }) => [
  { title: data ? `Linden – ${data.code}` : 'Linden' },
];

const theCase = { params: CaseParams, resource: caseResource };

export const loader = actorLoader({ action: 'readErasure', ...theCase }, ({ uow, params }) =>
  viewErasure(uow, params.caseId),
);

export const action = intents({
  request: actorAction({ action: 'requestErasure', ...theCase, form: ErasureWishSchema }, ({ uow, params, form }) =>
    requestErasure(uow, params.caseId, form),
  ),
  carryOut: actorAction({ action: 'decideErasure', ...theCase, form: CarryOutSchema }, ({ uow, params, form }) =>
    carryOutErasure(uow, params.caseId, form.code),
  ),
  decline: actorAction({ action: 'decideErasure', ...theCase, form: DeclineSchema }, ({ uow, params }) =>
    declineErasure(uow, params.caseId),
  ),
});

export default function Erasure() {
  const { t } = useTranslation(['erasures', 'cases']);
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const resultOf = (intent: string) =>
    answer?.lastResult?.initialValue?.['intent'] === intent ? answer.lastResult : undefined;
  return (
    <>
      <PageHeader
        title={t('erasures:title')}
        lead={view.wish ? undefined : t('erasures:lead')}
        crumbs={[
          { to: '/cases', label: t('cases:list.title') },
          { to: `/cases/${view.id}`, label: view.code },
        ]}
      />
      <div className="grid gap-6">
        <ErasureState wish={view.wish} declined={view.declined} />
        {view.wish?.erasedOn ? null : <WhatErasingDoes backupDays={view.backupDays} recipients={view.recipients} />}
        {view.mayRequest ? <WishForm today={view.today} lastResult={resultOf('request')} /> : null}
        {view.mayDecide ? (
          <DecisionForms code={view.code} carryOut={resultOf('carryOut')} decline={resultOf('decline')} />
        ) : null}
      </div>
    </>
  );
}
