import { Link, useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { SessionParams } from '#app/features/sessions/session.schema.ts';
import { useKindTexts, useServiceLabel } from '#app/features/sessions/session-texts.ts';
import { viewSession } from '#app/features/sessions/view-session.server.ts';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Badge } from '#app/ui/tag.tsx';

export const loader = actorLoader(
  { action: 'readCasework', params: SessionParams, resource: caseResource },
  ({ uow, params }) => viewSession(uow, params.caseId, params.sessionId),
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function Session() {
  const { t } = useTranslation('sessions');
  const { date } = useFormat();
  const service = useServiceLabel();
  const view = useLoaderData<typeof loader>();
  const kind = useKindTexts()[view.kind];
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
    </>
  );
}
