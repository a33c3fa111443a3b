import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { NewPasswordSchema } from './account.schema.ts';
import { MINIMUM_LENGTH } from './password-rules.ts';

interface NewPasswordFormProps {
  secondFactor: boolean;
  /** so that a password manager knows whose password it is */
  email: string;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

export function NewPasswordForm({ secondFactor, email, lastResult }: NewPasswordFormProps) {
  const { t } = useTranslation('factors');
  const { form, fields } = useLindenForm(NewPasswordSchema, { id: 'new-password', lastResult });
  const labels = { current: t('newPassword.current'), next: t('newPassword.next'), again: t('newPassword.again') };
  const length = MINIMUM_LENGTH[secondFactor ? 'withSecondFactor' : 'alone'];
  return (
    <Form form={form} labels={labels}>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <TextInput field={fields.current} label={labels.current} type="password" autoComplete="current-password" />
      <TextInput
        field={fields.next}
        label={labels.next}
        help={t('newPassword.rules', { length })}
        type="password"
        autoComplete="new-password"
      />
      <TextInput field={fields.again} label={labels.again} type="password" autoComplete="new-password" />
      <div>
        <SubmitButton>{t('newPassword.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
