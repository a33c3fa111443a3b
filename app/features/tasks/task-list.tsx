import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Section } from '#app/ui/card.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { RemedyForm } from './remedy-form.tsx';
import { TaskDoneForm } from './task-done-form.tsx';
import type { TaskItem } from './view-tasks.server.ts';

interface TaskListProps {
  case: { id: string; code: string };
  tasks: readonly TaskItem[];
  today: string;
  mayRecord: boolean;
  lastResult: SubmissionResult<string[]> | null | undefined;
}

/** The tasks of one case: what is open, then quietly what is done. */
export function TaskList({ case: { id, code }, tasks, today, mayRecord, lastResult }: TaskListProps) {
  const { t } = useTranslation('tasks');
  const { label } = useCode();
  const { date } = useFormat();
  const open = tasks.filter((task) => !task.doneAt);
  const finished = tasks.filter((task) => task.doneAt);
  return (
    <>
      <Section title={t('open')}>
        {open.length === 0 ? <EmptyState title={t('empty')} /> : null}
        <ul className="grid gap-3">
          {open.map((task) => (
            <li
              key={task.id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-card border border-line bg-surface px-4 py-3 shadow-card"
            >
              <div className="grid gap-0.5">
                <p className="font-semibold">{label('taskKind', task.kind)}</p>
                {task.text ? <p className="max-w-prose whitespace-pre-line">{task.text}</p> : null}
                {task.dueOn ? (
                  <DueDate date={task.dueOn} today={today} unverified={task.unverified} />
                ) : (
                  <span className="text-small text-quiet">{t('noDate')}</span>
                )}
              </div>
              {mayRecord && task.kind === 'remedy' ? (
                // A line of its own: opened, it is a form and no button.
                <div className="basis-full">
                  <RemedyForm taskId={task.id} today={today} lastResult={lastResult} />
                </div>
              ) : null}
              {mayRecord && task.kind !== 'remedy' ? (
                <TaskDoneForm
                  caseId={id}
                  taskId={task.id}
                  from="case"
                  name={t('doneFor', { kind: label('taskKind', task.kind), code })}
                />
              ) : null}
            </li>
          ))}
        </ul>
      </Section>
      {finished.length > 0 ? (
        <Section title={t('finished')}>
          <ul className="grid gap-2 text-quiet">
            {finished.map((task) => (
              <li key={task.id}>
                {label('taskKind', task.kind)}
                {task.text ? ` · ${task.text}` : ''}
                {task.outcome ? ` · ${label('remedyOutcome', task.outcome)}` : ''}
                {task.outcomeText ? ` · ${task.outcomeText}` : ''}
                <span className="text-small"> · {t('doneOn', { date: date(task.doneAt ?? '', 'short') })}</span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
