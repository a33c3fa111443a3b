import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import type { TakenBack } from '#app/features/applications/taken-back.ts';
import { TakenBackNotice } from '#app/features/applications/taken-back-notice.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { ApproveSchema, ReadBackSchema, RewriteSchema, StartSchema } from './statement.schema.ts';

type Last = SubmissionResult<string[]> | null | undefined;

/** The first step: in which language she tells it. */
export function StartForm({ lastResult }: { lastResult: Last }) {
  const { t } = useTranslation('statements');
  const { choices } = useCode();
  const { form, fields } = useLindenForm(StartSchema, { id: 'start', lastResult });
  return (
    <Form form={form}>
      <input type="hidden" name="intent" value="start" />
      <Select
        field={fields.language}
        label={t('start.language')}
        help={t('start.help')}
        options={choices('language')}
      />
      <SubmitButton>{t('start.submit')}</SubmitButton>
    </Form>
  );
}

interface StepsProps {
  statement: { id: string; base: number; state: string; version: number; readBackOn: string | null };
  /** the text says who she is: the worker says that she has seen it */
  named: boolean;
  today: string;
  lastResult: Last;
}

/** Read back, then approved: the two steps that end the writing. */
export function ApprovalSteps({ statement, named, today, lastResult }: StepsProps) {
  const { t } = useTranslation('statements');
  if (statement.version === 0) return null;
  return statement.state === 'read_back' ? (
    <ApproveForm statement={statement} named={named} lastResult={lastResult} />
  ) : (
    <Card title={t('readBack.title')}>
      <ReadBackForm statement={statement} today={today} lastResult={lastResult} />
    </Card>
  );
}

function ReadBackForm({ statement, today, lastResult }: Omit<StepsProps, 'named'>) {
  const { t } = useTranslation('statements');
  const { form, fields } = useLindenForm(ReadBackSchema, {
    id: 'read-back',
    lastResult,
    defaultValue: { readBackOn: today },
  });
  return (
    <Form form={form}>
      <Hidden intent="readBack" statement={statement} />
      <p className="max-w-prose">{t('readBack.text')}</p>
      <DateInput field={fields.readBackOn} label={t('readBack.on')} max={today} />
      <div>
        <SubmitButton look="secondary">{t('readBack.submit')}</SubmitButton>
      </div>
    </Form>
  );
}

function ApproveForm({ statement, named, lastResult }: Omit<StepsProps, 'today'>) {
  const { t } = useTranslation('statements');
  const { date } = useFormat();
  const { form, fields } = useLindenForm(ApproveSchema, { id: 'approve', lastResult });
  return (
    <Card title={t('approve.title')}>
      <Form form={form}>
        <Hidden intent="approve" statement={statement} />
        <p className="max-w-prose">{t('approve.text', { on: date(statement.readBackOn ?? '') })}</p>
        <Checkbox field={fields.confirmed} label={t('approve.confirm')} />
        {named ? <Checkbox field={fields.nameSeen} label={t('packets:freeze.nameSeen')} /> : null}
        <div>
          <SubmitButton>{t('approve.submit')}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}

/** After approval a change is a new statement that begins with this text. */
export function AnewForm({ statementId, takenBack }: { statementId: string; takenBack: TakenBack | null }) {
  const { t } = useTranslation('statements');
  const { form } = useLindenForm(RewriteSchema, { id: 'anew' });
  return (
    <ConfirmDisclosure action={t('anew.action')}>
      <p>{t('anew.text')}</p>
      <TakenBackNotice taken={takenBack} />
      <Form form={form}>
        <input type="hidden" name="intent" value="anew" />
        <input type="hidden" name="statementId" value={statementId} />
        <div>
          <SubmitButton>{t('anew.submit')}</SubmitButton>
        </div>
      </Form>
    </ConfirmDisclosure>
  );
}

function Hidden({ intent, statement }: { intent: string; statement: { id: string; base: number } }) {
  return (
    <>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="statementId" value={statement.id} />
      <input type="hidden" name="base" value={statement.base} readOnly />
    </>
  );
}
