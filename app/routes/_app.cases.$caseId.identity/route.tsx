import { useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { IdentityConflictNotice } from '#app/features/cases/identity-conflict.tsx';
import { IdentityForm } from '#app/features/cases/identity-form.tsx';
import { IdentitySchema } from '#app/features/cases/identity.schema.ts';
import { OpeningSteps } from '#app/features/cases/opening-steps.tsx';
import { saveIdentity, type IdentityConflict } from '#app/features/cases/save-identity.server.ts';
import { viewIdentity } from '#app/features/cases/view-identity.server.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { toldAbove } from '#app/ui/form/told-above.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { useSentAgain } from '#app/ui/use-sent-again.ts';

export const meta = () => [{ title: 'Linden – sheet' }];

export const loader = actorLoader({ action: 'readIdentity', params: CaseParams, resource: caseResource }, ({ uow, params }) =>
  viewIdentity(uow, params.caseId),
);

export const action = actorAction(
  { action: 'editIdentity', params: CaseParams, resource: caseResource, form: IdentitySchema },
  ({ uow, params, form }) => saveIdentity(uow, params.caseId, form),
);

export default function IdentityPage() {
  const { t } = useTranslation('cases');
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const query = new URLSearchParams(useLocation().search);
  const opening = query.get('opening') === 'yes';
  const sentAgain = useSentAgain();
  const saved = query.get('saved') === 'yes' && !answer?.lastResult && !sentAgain;
  const conflict = answer?.conflict && 'differences' in answer.conflict ? (answer.conflict as IdentityConflict) : null;
  const onwards = opening ? `/cases/${view.id}/consents?opening=yes` : `/cases/${view.id}`;
  return (
    <>
      <PageHeader
        title={t('identity.title')}
        lead={t('identity.lead')}
        crumbs={[
          { to: '/cases', label: t('list.title') },
          { to: `/cases/${view.id}`, label: view.code },
        ]}
        next={
          <ButtonLink to={onwards} look={saved ? 'primary' : 'secondary'}>
            {saved ? t('identity.goOn') : t('opening.notNow')}
          </ButtonLink>
        }
      />
      {opening ? <OpeningSteps at="identity" /> : <CaseTabs caseId={view.id} may={view.parts} />}
      <div className="grid gap-6">
        {saved ? <Notice kind="success" title={t('identity.saved')}>{t('identity.savedUnusual')}</Notice> : null}
        {conflict ? <IdentityConflictNotice conflict={conflict} /> : null}
        <IdentityForm
          identity={view.identity}
          rowVersion={conflict?.rowVersion ?? view.draft?.fields['rowVersion'] ?? view.rowVersion}
          draft={view.draft}
          opening={opening}
          lastResult={toldAbove(answer?.lastResult, conflict)}
        />
      </div>
    </>
  );
}
