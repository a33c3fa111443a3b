import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { RemedySchema } from './task.schema.ts';

interface RemedyFormProps {
  taskId: string;
  today: string;
  lastResult: SubmissionResult<string[]> | null | undefined;
}

/** The answer to a rejection is not ticked off: what was handed in, or why nothing was. */
export function RemedyForm({ taskId, today, lastResult }: RemedyFormProps) {
  const { t } = useTranslation('tasks');
  const { choices } = useCode();
  const mine = lastResult?.initialValue?.['taskId'] === taskId ? lastResult : undefined;
  const { form, fields } = useLindenForm(RemedySchema, { id: `remedy-${taskId}`, lastResult: mine });
  return (
    <ConfirmDisclosure action={t('remedy.action')} open={mine !== undefined}>
      <Form form={form}>
        <input type="hidden" name="intent" value="remedy" />
        <input type="hidden" name="taskId" value={taskId} />
        <RadioGroup field={fields.remedy} label={t('remedy.what')} options={choices('remedyOutcome')} />
        <DateInput
          field={fields.handedInOn}
          label={t('remedy.on')}
          help={t('remedy.onHelp')}
          optional={false}
          max={today}
        />
        <TextArea
          field={fields.reason}
          label={t('remedy.reason')}
          help={t('remedy.reasonHelp')}
          optional={false}
          rows={3}
        />
        <div>
          <SubmitButton>{t('remedy.submit')}</SubmitButton>
        </div>
      </Form>
    </ConfirmDisclosure>
  );
}
