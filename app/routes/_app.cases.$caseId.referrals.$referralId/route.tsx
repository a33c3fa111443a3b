import { Link, useActionData, useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { ConsentStateTag } from '#app/features/consents/consent-state-tag.tsx';
import { OutcomeForm } from '#app/features/referrals/outcome-form.tsx';
import { recordOutcome } from '#app/features/referrals/record-outcome.server.ts';
import { OutcomeSchema, ReferralParams } from '#app/features/referrals/referral.schema.ts';
import { viewReferral } from '#app/features/referrals/view-referral.server.ts';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

const ofReferral = { params: ReferralParams, resource: caseResource } as const;

export const loader = actorLoader({ action: 'readReferrals', ...ofReferral }, ({ uow, params }) =>
  viewReferral(uow, params.caseId, params.referralId),
);

export const action = actorAction(
  { action: 'recordReferral', ...ofReferral, form: OutcomeSchema },
  ({ uow, params, form }) => recordOutcome(uow, params.caseId, params.referralId, form),
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function Referral() {
  const { t } = useTranslation('referrals');
  const { label } = useCode();
  const { date } = useFormat();
  const view = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>()?.lastResult;
  const passed = view.categories.map((category) => label('dataCategory', category)).join(', ');
  return (
    <>
      <PageHeader
        title={label('referralService', view.service)}
        crumbs={[
          { to: `/cases/${view.case.id}`, label: t('toCase', { code: view.case.code }) },
          { to: `/cases/${view.case.id}/referrals`, label: t('title') },
        ]}
      />
      <div className="grid gap-6">
        {view.consent && view.consent !== 'given' ? (
          <Notice kind="warn" title={t('view.consentEnded')}>
            {t('view.consentEndedText')}
          </Notice>
        ) : null}
        <Card>
          <DefinitionList
            items={[
              { term: t('list.when'), value: date(view.referredOn) },
              { term: t('list.recipient'), value: view.recipient },
              { term: t('form.way'), value: label('referralWay', view.way) },
              ...(view.consent
                ? [
                    { term: t('view.passed'), value: passed },
                    {
                      term: t('list.consent'),
                      value: (
                        <Link
                          to={`/cases/${view.case.id}/consents/${view.consentRow}`}
                          className="link inline-flex min-h-6 items-center"
                        >
                          <ConsentStateTag state={view.consent} />
                        </Link>
                      ),
                    },
                  ]
                : []),
              { term: t('view.worker'), value: view.worker },
              { term: t('form.note'), value: view.note },
            ]}
          />
        </Card>
        <Card title={t('outcome.title')}>
          {view.outcome ? (
            <DefinitionList
              items={[
                { term: t('outcome.what'), value: label('referralOutcome', view.outcome.code) },
                { term: t('outcome.on'), value: date(view.outcome.on) },
                { term: t('view.worker'), value: view.outcomeBy },
                { term: t('outcome.note'), value: view.outcomeNote },
              ]}
            />
          ) : view.mayAnswer ? (
            <OutcomeForm today={view.today} referredOn={view.referredOn} draft={view.draft} lastResult={lastResult} />
          ) : (
            <p className="text-quiet">{t('list.open')}</p>
          )}
        </Card>
      </div>
    </>
  );
}
