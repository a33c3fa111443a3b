import { useActionData, useLoaderData, type MetaFunction } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { recordRemedy } from '#app/features/packets/record-remedy.server.ts';
import { addTask } from '#app/features/tasks/add-task.server.ts';
import { finishTask } from '#app/features/tasks/finish-task.server.ts';
import { TaskForm } from '#app/features/tasks/task-form.tsx';
import { TaskList } from '#app/features/tasks/task-list.tsx';
import { RemedySchema, TaskDoneSchema, TaskSchema } from '#app/features/tasks/task.schema.ts';
import { viewTasks } from '#app/features/tasks/view-tasks.server.ts';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { Section } from '#app/ui/card.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

const ofCase = { params: CaseParams, resource: caseResource } as const;

export const loader = actorLoader({ action: 'readCasework', ...ofCase }, ({ uow, params }) =>
  viewTasks(uow, params.caseId),
);

export const action = intents({
  add: actorAction({ action: 'recordCasework', ...ofCase, form: TaskSchema }, ({ uow, params, form }) =>
    addTask(uow, params.caseId, form),
  ),
  done: actorAction({ action: 'recordCasework', ...ofCase, form: TaskDoneSchema }, ({ uow, params, form }) =>
    finishTask(uow, params.caseId, form),
  ),
  remedy: actorAction({ action: 'recordCasework', ...ofCase, form: RemedySchema }, ({ uow, params, form }) =>
    recordRemedy(uow, params.caseId, form),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Linden – ${data?.case.code ?? ''}` }];

export default function CaseTasks() {
  const { t } = useTranslation('tasks');
  const view = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>()?.lastResult;
  const ofRemedy = lastResult?.initialValue?.['intent'] === 'remedy';
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[{ to: `/cases/${view.case.id}`, label: t('toCase', { code: view.case.code }) }]}
      />
      <CaseTabs caseId={view.case.id} may={view.parts} />
      <TaskList
        case={view.case}
        tasks={view.tasks}
        today={view.today}
        mayRecord={view.mayRecord}
        lastResult={ofRemedy ? lastResult : undefined}
      />
      {view.mayRecord ? (
        <Section title={t('form.title')}>
          <TaskForm
            key={view.tasks.length}
            today={view.today}
            draft={view.draft}
            lastResult={ofRemedy ? undefined : lastResult}
          />
        </Section>
      ) : null}
    </>
  );
}
