import { useActionData, useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { ConsentAnswer } from '#app/features/consents/consent-answer.tsx';
import { ConsentForm } from '#app/features/consents/consent-form.tsx';
import { meaningsIn } from '#app/features/consents/consent-texts.ts';
import { ConsentRowParams, ConsentSchema, WithdrawalSchema } from '#app/features/consents/consent.schema.ts';
import { recordConsent } from '#app/features/consents/record-consent.server.ts';
import { viewConsentRow } from '#app/features/consents/view-consent-row.server.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Card, Section } from '#app/ui/card.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

const row = { params: ConsentRowParams, resource: caseResource } as const;

export const loader = actorLoader({ action: 'readConsents', ...row }, ({ uow, params }) =>
  viewConsentRow(uow, params.caseId, params.row),
);

export const action = intents({
  record: actorAction({ action: 'recordConsent', ...row, form: ConsentSchema }, ({ uow, params, form }) =>
    recordConsent(uow, params.caseId, params.row, form),
  ),
  withdraw: actorAction({ action: 'withdrawConsent', ...row, form: WithdrawalSchema }, ({ uow, params, form }) =>
    withdrawConsent(uow, params.caseId, params.row, form),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function ConsentRow() {
  const { t } = useTranslation('consents');
  const { label } = useCode();
  const view = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>()?.lastResult;
  const active = view.answers.filter(({ state }) => ['given', 'narrow', 'expired'].includes(state));
  const latest = active.length > 0 ? active : view.answers.slice(0, 1);
  const earlier = view.answers.filter((answer) => !latest.includes(answer));
  const mayAsk = view.mayRecord && (view.recipientKind === 'cso' || !active.some(({ state }) => state === 'given'));
  return (
    <>
      <PageHeader
        title={label('consentPurpose', view.purpose)}
        crumbs={[
          { to: `/cases/${view.case.id}`, label: t('toCase', { code: view.case.code }) },
          { to: `/cases/${view.case.id}/consents`, label: t('title') },
        ]}
        lead={meaningsIn(t)[view.purpose]}
      />
      <p className="mb-6 max-w-prose text-quiet">{t('promise')}</p>
      <div className="grid gap-6">
        {latest.map((answer) => (
          <Card key={answer.id} title={t('detail.current')}>
            <ConsentAnswer answer={answer} view={view} lastResult={lastResult} />
          </Card>
        ))}
      </div>
      {mayAsk ? (
        <Section title={view.answers.length > 0 ? t('form.again') : t('form.title')}>
          <ConsentForm view={view} lastResult={lastResult} />
        </Section>
      ) : null}
      {earlier.length > 0 ? (
        <Section title={t('detail.history')}>
          <div className="grid gap-6">
            {earlier.map((answer) => (
              <Card key={answer.id}>
                <ConsentAnswer answer={answer} view={view} />
              </Card>
            ))}
          </div>
        </Section>
      ) : null}
    </>
  );
}
