import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { DataTable, type Column } from '#app/ui/data-table.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { TaskDoneForm } from './task-done-form.tsx';
import type { ListedTask } from './list-tasks.server.ts';

interface TaskTableProps {
  caption: string;
  tasks: readonly ListedTask[];
  today: string;
  mayFinish: boolean;
}

/** Tasks by code: no name, no text. */
export function TaskTable({ caption, tasks, today, mayFinish }: TaskTableProps) {
  const { t } = useTranslation('tasks');
  const { label } = useCode();
  const columns: Column<ListedTask>[] = [
    {
      key: 'code',
      header: t('code'),
      cell: (task) => (
        <Link
          to={mayFinish ? `/cases/${task.caseId}/tasks` : `/cases/${task.caseId}`}
          className="link inline-flex min-h-6 items-center tabular-nums"
        >
          {task.code}
        </Link>
      ),
    },
    { key: 'kind', header: t('kind'), cell: (task) => label('taskKind', task.kind) },
    {
      key: 'due',
      header: t('due'),
      cell: (task) =>
        task.dueOn ? (
          <DueDate date={task.dueOn} today={today} unverified={task.unverified} />
        ) : (
          <span className="text-quiet">{t('noDate')}</span>
        ),
    },
  ];
  const act: Column<ListedTask> = {
    key: 'act',
    header: t('act'),
    cell: (task) =>
      task.kind === 'remedy' ? (
        <Link to={`/cases/${task.caseId}/tasks`} className="link inline-flex min-h-6 items-center">
          {t('remedy.action')}
          <span className="sr-only">: {task.code}</span>
        </Link>
      ) : (
        <TaskDoneForm
          caseId={task.caseId}
          taskId={task.id}
          from="list"
          name={t('doneFor', { kind: label('taskKind', task.kind), code: task.code })}
        />
      ),
  };
  return (
    <DataTable
      caption={caption}
      columns={mayFinish ? [...columns, act] : columns}
      rows={tasks}
      rowKey={(task) => task.id}
    />
  );
}
