import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { OutcomeSchema } from './referral.schema.ts';

interface OutcomeFormProps {
  today: string;
  referredOn: string;
  draft: KeptDraft | null;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** What came of it, once it is known. */
export function OutcomeForm({ today, referredOn, draft, lastResult }: OutcomeFormProps) {
  const { t } = useTranslation('referrals');
  const { choices } = useCode();
  const { form, fields } = useLindenForm(OutcomeSchema, {
    id: 'outcome',
    lastResult,
    draft,
    defaultValue: { outcomeOn: today },
  });
  return (
    <Form form={form} kept={draft}>
      <Select field={fields.outcome} label={t('outcome.what')} options={choices('referralOutcome')} />
      <DateInput field={fields.outcomeOn} label={t('outcome.on')} min={referredOn} max={today} />
      <TextArea field={fields.outcomeNote} label={t('outcome.note')} help={t('form.noteHelp')} rows={3} />
      <div>
        <SubmitButton>{t('outcome.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
