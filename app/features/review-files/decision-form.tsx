import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Question } from '#app/ui/form/question.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { DecisionSchema, MIN_REASONS } from './review-file.schema.ts';

const OTHERS = ['outcome', 'reasons', 'remedy'] as const;

export function DecisionForm({
  draft,
  lastResult,
}: {
  draft: KeptDraft | null;
  lastResult: SubmissionResult<string[]> | null | undefined;
}) {
  const { t } = useTranslation('commission');
  const { choices, label } = useCode();
  const { form, fields } = useLindenForm(DecisionSchema, { id: 'decision', lastResult, draft });
  // The box appears once everything else is in order: the first press sends nothing and shows what would go.
  const asked = Boolean(fields.sure.errors?.length) || fields.sure.value === 'on';
  const lookOver = asked && !OTHERS.some((name) => fields[name].errors?.length);
  const outcome = fields.outcome.value === 'recognised' ? 'recognised' : 'rejected';
  return (
    <Form form={form} kept={draft} asks="sure">
      <RadioGroup
        field={fields.outcome}
        label={t('decision.outcome')}
        options={choices('applicationState', ['recognised', 'rejected'])}
      />
      <TextArea field={fields.reasons} label={t('decision.reasons')} help={t('decision.reasonsHelp', { min: MIN_REASONS })} rows={12} wide />
      <TextArea
        field={fields.remedy}
        label={t('decision.remedy')}
        help={t('decision.remedyHelp')}
        optional={false}
        rows={4}
        wide
      />
      {lookOver ? (
        <Question
          field={fields.sure}
          title={t('decision.lookOver')}
          label={t('decision.sure')}
          help={t('error.lookOver')}
        >
          <p>{t('decision.lookOverText', { outcome: label('applicationState', outcome) })}</p>
        </Question>
      ) : null}
      <div>
        <SubmitButton>{lookOver ? t('decision.issue') : t('decision.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
