import { useActionData, useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { GroupSessionForm } from '#app/features/sessions/group-session-form.tsx';
import { newGroupSession, recordGroupSession } from '#app/features/sessions/record-group-session.server.ts';
import { GroupSessionSchema } from '#app/features/sessions/session.schema.ts';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const loader = actorLoader({ action: 'recordGroupSession', resource: ownOrganisation }, ({ uow }) =>
  newGroupSession(uow),
);

export const action = actorAction(
  { action: 'recordGroupSession', resource: ownOrganisation, form: GroupSessionSchema },
  ({ uow, form }) => recordGroupSession(uow, form),
);

export const meta: MetaFunction = () => [{ title: 'Linden – new' }];

export default function NewGroupSession() {
  const { t } = useTranslation('sessions');
  const { cases, today, draft } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>()?.lastResult;
  return (
    <>
      <PageHeader title={t('group.new')} crumbs={[{ to: '/groups', label: t('group.title') }]} lead={t('group.lead')} />
      {cases.length > 0 ? (
        <GroupSessionForm cases={cases} today={today} draft={draft} lastResult={lastResult} />
      ) : (
        <EmptyState title={t('group.noCases')} />
      )}
    </>
  );
}
