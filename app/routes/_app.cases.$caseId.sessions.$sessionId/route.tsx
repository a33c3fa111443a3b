import { Link, useActionData, useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { correctSession } from '#app/features/sessions/correct-session.server.ts';
import { CorrectionForm } from '#app/features/sessions/correction-form.tsx';
import { EarlierVersions } from '#app/features/sessions/earlier-versions.tsx';
import { CORRECTION_SCHEMAS, SessionParams } from '#app/features/sessions/session.schema.ts';
import { useKindTexts, useServiceLabel } from '#app/features/sessions/session-texts.ts';
import { viewSession } from '#app/features/sessions/view-session.server.ts';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Badge } from '#app/ui/tag.tsx';

const ofSession = { params: SessionParams, resource: caseResource } as const;

export const loader = actorLoader({ action: 'readCasework', ...ofSession }, ({ uow, params }) =>
  viewSession(uow, params.caseId, params.sessionId),
);

export const action = intents({
  psychosocial: actorAction(
    { action: 'recordPsychosocial', ...ofSession, form: CORRECTION_SCHEMAS.psychosocial },
    ({ uow, params, form }) => correctSession(uow, params.caseId, params.sessionId, 'psychosocial', form),
  ),
  legal: actorAction({ action: 'recordLegal', ...ofSession, form: CORRECTION_SCHEMAS.legal }, ({ uow, params, form }) =>
    correctSession(uow, params.caseId, params.sessionId, 'legal', form),
  ),
  casework: actorAction(
    { action: 'recordCasework', ...ofSession, form: CORRECTION_SCHEMAS.casework },
    ({ uow, params, form }) => correctSession(uow, params.caseId, params.sessionId, 'casework', form),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function Session() {
  const { t } = useTranslation('sessions');
  const { date } = useFormat();
  const service = useServiceLabel();
  const view = useLoaderData<typeof loader>();
  const kind = useKindTexts()[view.kind];
  const lastResult = useActionData<typeof action>()?.lastResult;
  return (
    <>
      <PageHeader
        title={service(view.service)}
        crumbs={[
          { to: `/cases/${view.case.id}`, label: t('toCase', { code: view.case.code }) },
          { to: `/cases/${view.case.id}/sessions`, label: t('title') },
        ]}
        tags={<Badge>{kind.name}</Badge>}
        lead={kind.closed}
      />
      <Card>
        <DefinitionList
          items={[
            { term: t('list.when'), value: date(view.heldOn) },
            {
              term: t('list.duration'),
              value: view.durationMinutes > 0 ? t('minutes', { count: view.durationMinutes }) : null,
            },
            { term: t('list.worker'), value: view.worker },
            { term: t('view.place'), value: view.place },
            { term: t('view.note'), value: view.note },
          ]}
        />
      </Card>
      <p className="mt-4 flex flex-wrap gap-x-4 text-small text-quiet">
        <span>{t('view.recorded')}</span>
        {view.groupSessionId && view.kind === 'psychosocial' ? (
          <Link to={`/groups/${view.groupSessionId}`} className="link">
            {t('view.group')}
          </Link>
        ) : null}
      </p>
      {view.mayCorrect ? (
        <div className="no-print mt-6">
          <ConfirmDisclosure
            key={view.version}
            action={t('correct.title')}
            open={Boolean(lastResult?.error) || view.draft !== null}
          >
            <p>{t('correct.text')}</p>
            <CorrectionForm session={view} lastResult={lastResult} />
          </ConfirmDisclosure>
        </div>
      ) : null}
      <EarlierVersions versions={view.versions} />
    </>
  );
}
