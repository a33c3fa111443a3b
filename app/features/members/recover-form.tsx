import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { ConfirmCodeSchema, NewCodeSchema, RecoverSchema } from './recover.schema.ts';

interface FormProps {
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** A new password by recovery code. */
export function RecoverForm({ lastResult }: FormProps) {
  const { t } = useTranslation('recovery');
  const { form, fields } = useLindenForm(RecoverSchema, { id: 'recover', lastResult });
  const labels = {
    email: t('recover.email'),
    code: t('recover.code'),
    password: t('recover.password'),
    again: t('recover.again'),
  };
  return (
    <Form form={form} labels={labels}>
      <TextInput field={fields.email} label={labels.email} type="email" autoComplete="username" />
      <TextInput field={fields.code} label={labels.code} help={t('recover.codeHelp')} />
      <TextInput
        field={fields.password}
        label={labels.password}
        type="password"
        autoComplete="new-password"
        help={t('recover.passwordHelp')}
      />
      <TextInput field={fields.again} label={labels.again} type="password" autoComplete="new-password" />
      <SubmitButton>{t('recover.submit')}</SubmitButton>
    </Form>
  );
}

/** Types one group of the code that is shown or printed. */
export function ConfirmCodeForm({ asked, lastResult }: FormProps & { asked: number }) {
  const { t } = useTranslation('recovery');
  const { form, fields } = useLindenForm(ConfirmCodeSchema, { id: 'confirm', lastResult });
  const label = t('code.group', { number: asked });
  return (
    <Form form={form} labels={{ group: label }}>
      <input type="hidden" name="intent" value="confirm" />
      <TextInput field={fields.group} label={label} help={t('code.groupHelp')} size={8} />
      <div>
        <SubmitButton>{t('code.confirm')}</SubmitButton>
      </div>
    </Form>
  );
}

export function NewCodeForm({ lastResult }: FormProps) {
  const { t } = useTranslation('recovery');
  const { form, fields } = useLindenForm(NewCodeSchema, { id: 'make', lastResult });
  const label = t('code.password');
  return (
    <Form form={form} labels={{ password: label }}>
      <input type="hidden" name="intent" value="make" />
      <TextInput field={fields.password} label={label} type="password" autoComplete="current-password" />
      <div>
        <SubmitButton>{t('code.make')}</SubmitButton>
      </div>
    </Form>
  );
}
