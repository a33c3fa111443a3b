import { Link, useActionData, useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { newSession } from '#app/features/sessions/new-session.server.ts';
import { recordSession } from '#app/features/sessions/record-session.server.ts';
import { SessionForm } from '#app/features/sessions/session-form.tsx';
import { useKindTexts } from '#app/features/sessions/session-texts.ts';
import { NewSessionQuery, SESSION_SCHEMAS, SUPPORT_KINDS } from '#app/features/sessions/session.schema.ts';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { buttonStyle } from '#app/ui/button-style.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

const ofCase = { params: CaseParams, resource: caseResource } as const;

export const loader = actorLoader(
  { action: 'recordCasework', ...ofCase, query: NewSessionQuery },
  ({ uow, params, query }) => newSession(uow, params.caseId, query.k),
);

export const action = intents({
  psychosocial: actorAction(
    { action: 'recordPsychosocial', ...ofCase, form: SESSION_SCHEMAS.psychosocial },
    ({ uow, params, form }) => recordSession(uow, params.caseId, 'psychosocial', form),
  ),
  legal: actorAction({ action: 'recordLegal', ...ofCase, form: SESSION_SCHEMAS.legal }, ({ uow, params, form }) =>
    recordSession(uow, params.caseId, 'legal', form),
  ),
  casework: actorAction(
    { action: 'recordCasework', ...ofCase, form: SESSION_SCHEMAS.casework },
    ({ uow, params, form }) => recordSession(uow, params.caseId, 'casework', form),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function NewSession() {
  const { t } = useTranslation('sessions');
  const kinds = useKindTexts();
  const view = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>()?.lastResult;
  return (
    <>
      <PageHeader
        title={t('form.title')}
        crumbs={[
          { to: `/cases/${view.case.id}`, label: t('toCase', { code: view.case.code }) },
          { to: `/cases/${view.case.id}/sessions`, label: t('title') },
        ]}
        lead={kinds[view.kind].closed}
      />
      {view.kinds.length > 1 ? (
        <nav aria-label={t('form.kinds')} className="mb-2 flex flex-wrap gap-2">
          {view.kinds.map((kind) => (
            <Link
              key={kind}
              to={`?k=${SUPPORT_KINDS.indexOf(kind) + 1}`}
              aria-current={kind === view.kind ? 'true' : undefined}
              className={buttonStyle(kind === view.kind ? 'primary' : 'secondary', true)}
            >
              {kinds[kind].name}
            </Link>
          ))}
        </nav>
      ) : null}
      {view.kinds.length > 1 ? <p className="mb-6 max-w-prose text-small text-quiet">{t('form.kindFirst')}</p> : null}
      <SessionForm key={view.kind} kind={view.kind} today={view.today} draft={view.draft} lastResult={lastResult} />
    </>
  );
}
