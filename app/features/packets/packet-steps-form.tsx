import type { SubmissionResult } from '@conform-to/react';
import { Form as RemixForm } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Code } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Question } from '#app/ui/form/question.tsx';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { OnceField } from '#app/ui/once-field.tsx';
import { HandoverSchema, PAPER_STATES, PaperProgressSchema } from './packet.schema.ts';

const OTHER_NEWS = ['state', 'happenedOn', 'registrationNumber'] as const;

type Answer = { lastResult?: SubmissionResult<string[]> | null | undefined };

/** `sent`: it went in the system; paper is then an addition. */
export function HandoverForm({ today, sent, lastResult }: Answer & { today: string; sent: boolean }) {
  const { t } = useTranslation('packets');
  const { choices } = useCode();
  const { form, fields } = useLindenForm(HandoverSchema, { id: 'handover', lastResult, defaultValue: { handedOverOn: today } });
  return (
    <Form form={form}>
      <input type="hidden" name="intent" value="handover" />
      <DateInput field={fields.handedOverOn} label={t('handover.on')} max={today} />
      <RadioGroup field={fields.route} label={t('handover.route')} options={choices('handoverRoute')} />
      <TextInput field={fields.receivedBy} label={t('handover.receivedBy')} help={t('handover.receivedByHelp')} />
      <div>
        <SubmitButton look={sent ? 'secondary' : 'primary'}>{t('handover.submit')}</SubmitButton>
      </div>
    </Form>
  );
}

export function PaperProgressForm({ today, states, lastResult }: Answer & { today: string; states: readonly Code<'applicationState'>[] }) {
  const { t } = useTranslation('packets');
  const { choices, label } = useCode();
  const { form, fields } = useLindenForm(PaperProgressSchema, { id: 'progress', lastResult, defaultValue: { happenedOn: today } });
  const offered = PAPER_STATES.filter((state) => states.includes(state));
  const decided = fields.state.value === 'recognised' || fields.state.value === 'rejected' ? fields.state.value : null;
  const asked = Boolean(fields.sure.errors?.length) || fields.sure.value === 'on';
  const lookOver = decided !== null && asked && !OTHER_NEWS.some((name) => fields[name].errors?.length);
  return (
    <Form form={form} asks="sure">
      <input type="hidden" name="intent" value="progress" />
      <RadioGroup field={fields.state} label={t('progress.state')} options={choices('packetProgress', offered)} />
      <DateInput field={fields.happenedOn} label={t('progress.on')} max={today} />
      {offered.includes('registered') ? (
        <TextInput field={fields.registrationNumber} label={t('progress.number')} help={t('progress.numberHelp')} size={20} />
      ) : null}
      {lookOver ? (
        <Question field={fields.sure} title={t('progress.lookOver')} label={t('progress.sure')} help={t('error.lookOverNews')}>
          <p>{t('progress.lookOverText', { outcome: label('packetProgress', decided) })}</p>
        </Question>
      ) : null}
      <div>
        <SubmitButton look="secondary">{t('progress.submit')}</SubmitButton>
      </div>
    </Form>
  );
}

export function ReferForm() {
  const { t } = useTranslation('packets');
  return (
    <RemixForm method="post">
      <OnceField />
      <input type="hidden" name="intent" value="refer" />
      <SubmitButton name="sure" value="yes">
        {t('refer.submit')}
      </SubmitButton>
    </RemixForm>
  );
}
