import type { SubmissionResult } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { SignInSchema } from './sign-in.schema.ts';

interface SignInFormProps {
  /** Another address than the page's own. */
  action?: string | undefined;
  /** What waits for this sign-in, sealed. */
  carry?: string | undefined;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

export function SignInForm({ action, carry = '', lastResult }: SignInFormProps) {
  const { t } = useTranslation('members');
  const { form, fields } = useLindenForm(SignInSchema, { id: 'sign-in', lastResult });
  return (
    <Form form={form} action={action}>
      {carry ? <input type="hidden" name="_carry" value={carry} readOnly /> : null}
      <TextInput field={fields.email} label={t('signIn.email')} type="email" autoComplete="username" />
      <TextInput field={fields.password} label={t('signIn.password')} type="password" autoComplete="current-password" />
      <SubmitButton>{t('signIn.submit')}</SubmitButton>
      <p>
        <Link to="/recover" className="link inline-flex min-h-6 items-center">
          {t('signIn.lost')}
        </Link>
      </p>
    </Form>
  );
}
