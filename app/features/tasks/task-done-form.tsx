import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { buttonStyle } from '#app/ui/button-style.ts';
import { OnceField } from '#app/ui/once-field.tsx';

interface TaskDoneFormProps {
  caseId: string;
  taskId: string;
  from: 'case' | 'list';
  /** Said by a screen reader: which task. */
  name: string;
}

export function TaskDoneForm({ caseId, taskId, from, name }: TaskDoneFormProps) {
  const { t } = useTranslation('tasks');
  return (
    <Form method="post" action={`/cases/${caseId}/tasks`}>
      <OnceField />
      <input type="hidden" name="intent" value="done" />
      <input type="hidden" name="taskId" value={taskId} />
      <input type="hidden" name="from" value={from} />
      <button aria-label={name} className={buttonStyle('secondary', true)}>
        {t('done')}
      </button>
    </Form>
  );
}
