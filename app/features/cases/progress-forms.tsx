import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { codeLists } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { ChangeStepSchema, ReadinessSchema, ReopenSchema } from './progress.schema.ts';

type Result = SubmissionResult<string[]> | null | undefined;

export function StepForm({ step, openTasks, lastResult }: { step: string; openTasks: number; lastResult: Result }) {
  const { t } = useTranslation('cases');
  const { choices } = useCode();
  const others = codeLists.caseStep.filter((code) => code !== step);
  const { form, fields } = useLindenForm(ChangeStepSchema, { id: 'step', lastResult });
  return (
    <Form form={form} className="grid gap-4">
      <input type="hidden" name="intent" value="step" />
      <input type="hidden" name="fromStep" value={step} />
      <Select field={fields.step} label={t('step.to')} help={t('step.help')} options={choices('caseStep', others)} />
      <Checkbox field={fields.sure} label={t('step.sure')} help={openTasks > 0 ? t('step.openTasks', { count: openTasks }) : t('step.sureHelp')} />
      <div>
        <SubmitButton look="secondary">{t('step.save')}</SubmitButton>
      </div>
    </Form>
  );
}

export function ReadinessForm({ readiness, lastResult }: { readiness: string; lastResult: Result }) {
  const { t } = useTranslation('cases');
  const { choices } = useCode();
  const known = choices('readiness').find(({ value }) => value === readiness)?.value;
  const { form, fields } = useLindenForm(ReadinessSchema, { id: 'readiness', lastResult, defaultValue: { readiness: known } });
  return (
    <Form form={form} className="grid gap-4">
      <input type="hidden" name="intent" value="readiness" />
      <RadioGroup field={fields.readiness} label={t('readiness.question')} help={t('readiness.help')} options={choices('readiness')} />
      <div>
        <SubmitButton look="secondary">{t('readiness.save')}</SubmitButton>
      </div>
    </Form>
  );
}

export function ReopenForm({ lastResult }: { lastResult: Result }) {
  const { t } = useTranslation('cases');
  const { form } = useLindenForm(ReopenSchema, { id: 'reopen', lastResult });
  return (
    <Form form={form} className="grid gap-4">
      <input type="hidden" name="intent" value="reopen" />
      <p>{t('step.reopenHelp')}</p>
      <div>
        <SubmitButton look="secondary">{t('step.reopen')}</SubmitButton>
      </div>
    </Form>
  );
}
