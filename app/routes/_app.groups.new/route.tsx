import { Link, useActionData, useLoaderData, useLocation, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AttendeeChoice } from '#app/features/sessions/attendee-choice.tsx';
import { GroupSessionForm } from '#app/features/sessions/group-session-form.tsx';
import { newGroupSession } from '#app/features/sessions/new-group-session.server.ts';
import { recordGroupSession } from '#app/features/sessions/record-group-session.server.ts';
import { ChooseQuery, ChosenCases, GroupSessionSchema } from '#app/features/sessions/session.schema.ts';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const loader = actorLoader(
  { action: 'recordGroupSession', resource: ownOrganisation, query: ChooseQuery },
  ({ uow, query: { q, go }, request }) => {
    const chosen = ChosenCases.parse(new URL(request.url).searchParams.getAll('c'));
    return newGroupSession(uow, { q, chosen, ready: go === 'yes' });
  },
);

export const action = actorAction(
  { action: 'recordGroupSession', resource: ownOrganisation, form: GroupSessionSchema },
  ({ uow, form }) => recordGroupSession(uow, form),
);

export const meta: MetaFunction = () => [{ title: 'Linden – new' }];

export default function NewGroupSession() {
  const { t } = useTranslation('sessions');
  const { choice, cases, today, draft } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>()?.lastResult;
  const query = new URLSearchParams(useLocation().search);
  query.delete('go');
  return (
    <>
      <PageHeader
        title={choice ? t('group.who') : t('group.new')}
        crumbs={[{ to: '/groups', label: t('group.title') }]}
        lead={choice ? t('choose.lead') : t('group.lead')}
      />
      {choice ? (
        <AttendeeChoice choice={choice} draft={draft} />
      ) : cases.length > 0 ? (
        <>
          {query.has('c') ? (
            <p className="mb-4">
              <Link to={`?${query}`} className="link inline-flex min-h-6 items-center">
                {t('choose.change')}
              </Link>
            </p>
          ) : null}
          <GroupSessionForm cases={cases} today={today} draft={draft} lastResult={lastResult} />
        </>
      ) : (
        <EmptyState title={t('group.noCases')} />
      )}
    </>
  );
}
