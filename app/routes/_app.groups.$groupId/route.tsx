import { Link, useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { groupSessionResource } from '#app/features/sessions/group-session-facts.server.ts';
import { GroupParams } from '#app/features/sessions/session.schema.ts';
import { viewGroupSession } from '#app/features/sessions/view-group-session.server.ts';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const loader = actorLoader(
  { action: 'readGroupSession', params: GroupParams, resource: groupSessionResource },
  ({ uow, params }) => viewGroupSession(uow, params.groupId),
);

export const meta: MetaFunction = () => [{ title: 'Linden – record' }];

export default function GroupSession() {
  const { t } = useTranslation('sessions');
  const { date } = useFormat();
  const view = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t('group.one', { date: date(view.heldOn) })}
        crumbs={[{ to: '/groups', label: t('group.title') }]}
        lead={t('view.recorded')}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <Card>
          <DefinitionList
            items={[
              { term: t('group.topic'), value: view.topic },
              {
                term: t('list.duration'),
                value: view.durationMinutes > 0 ? t('minutes', { count: view.durationMinutes }) : null,
              },
              { term: t('group.leader'), value: view.leader },
              { term: t('group.note'), value: view.note },
            ]}
          />
        </Card>
        <Card title={t('group.who')}>
          <ul className="grid gap-1">
            {view.attendances.map((attendance) => (
              <li key={attendance.sessionId} className="flex flex-wrap items-center gap-x-3">
                <Link
                  to={`/cases/${attendance.caseId}/sessions/${attendance.sessionId}`}
                  className="link inline-flex min-h-11 items-center font-semibold tabular-nums"
                >
                  {attendance.code}
                </Link>
                {attendance.hasNote ? <span className="text-small text-quiet">{t('group.readNote')}</span> : null}
              </li>
            ))}
          </ul>
          <p className="mt-3 text-small text-quiet">{t('group.onlyYours')}</p>
        </Card>
      </div>
    </>
  );
}
