import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { TaskSchema } from './task.schema.ts';

interface TaskFormProps {
  today: string;
  draft: KeptDraft | null;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** A follow-up: what, and by when. */
export function TaskForm({ today, draft, lastResult }: TaskFormProps) {
  const { t } = useTranslation('tasks');
  const { choices } = useCode();
  const { form, fields } = useLindenForm(TaskSchema, { id: 'task', lastResult, defaultValue: { kind: 'follow_up' }, draft });
  return (
    <Form form={form} kept={draft}>
      <input type="hidden" name="intent" value="add" />
      <Select field={fields.kind} label={t('form.kind')} options={choices('taskKind')} />
      <DateInput field={fields.dueOn} label={t('form.dueOn')} min={today} />
      <TextInput field={fields.text} label={t('form.text')} help={t('form.textHelp')} />
      <div>
        <SubmitButton>{t('form.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
