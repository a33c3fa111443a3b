import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { askForCopy } from '#app/features/copies/ask-for-copy.server.ts';
import { CopyForm } from '#app/features/copies/copy-form.tsx';
import { CopyPageQuery, CopySchema } from '#app/features/copies/copy.schema.ts';
import { CopyContents, CopyFiles } from '#app/features/copies/copy-state.tsx';
import { viewCopy } from '#app/features/copies/view-copy.server.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = ({ data }: { data: { code: string } | undefined }) => [
  { title: data ? `Linden – ${data.code}` : 'Linden' },
];

const theCase = { action: 'makeCopy', params: CaseParams, resource: caseResource } as const;

export const loader = actorLoader({ ...theCase, query: CopyPageQuery }, ({ uow, params, query }) =>
  viewCopy(uow, params.caseId, query.language),
);

export const action = actorAction({ ...theCase, form: CopySchema }, ({ uow, params, form }) =>
  askForCopy(uow, params.caseId, form),
);

export default function Copy() {
  const { t } = useTranslation(['copies', 'cases']);
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t('copies:title')}
        lead={t('copies:lead')}
        crumbs={[
          { to: '/cases', label: t('cases:list.title') },
          { to: `/cases/${view.id}`, label: view.code },
        ]}
      />
      <div className="grid gap-6">
        {view.asked && view.language ? <CopyFiles id={view.id} language={view.language} asked={view.asked} /> : null}
        <CopyContents held={view.held} others={view.others} />
        <CopyForm key={view.language ?? ''} language={view.language} lastResult={answer?.lastResult} />
      </div>
    </>
  );
}
