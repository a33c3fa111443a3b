import type { SubmissionResult } from '@conform-to/react';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useTranslation } from 'react-i18next';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PasskeyForm } from './passkey-form.tsx';
import { CodeSchema, PasswordSchema } from './proof.schema.ts';

export interface Ways {
  app: boolean;
  /** what the browser is asked, as JSON */
  passkey: string | null;
  password?: boolean;
}

interface ProofFormsProps {
  ways: Ways;
  action: string;
  /** What the button does, such as "Sign in". */
  submit: string;
  /** JSON of the fields that wait for this confirmation. */
  carry?: string;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** One form for each way that a member has to show that it is her, the quickest first. */
export function ProofForms({ ways, action, submit, carry = '', lastResult }: ProofFormsProps) {
  const { t } = useTranslation('factors');
  const { passkey } = ways;
  const by = lastResult?.initialValue?.['by'];
  const answered = (way: string) => (by === way ? lastResult : undefined);
  return (
    <div className="grid gap-8">
      {passkey ? (
        <div className="grid gap-3">
          {by === 'passkey' && lastResult?.status === 'error' ? (
            <Notice kind="danger" title={t('passkey.refused')} live />
          ) : null}
          <PasskeyForm action={action} label={t('passkey.use')} fields={{ _carry: carry }} ask={() => used(passkey)} />
        </div>
      ) : null}
      {passkey && ways.app ? <p className="border-t border-line pt-4 text-quiet">{t('proof.or')}</p> : null}
      {ways.app ? <CodeForm {...{ action, submit, carry }} lastResult={answered('code')} /> : null}
      {ways.password ? <PasswordForm {...{ action, submit, carry }} lastResult={answered('password')} /> : null}
    </div>
  );
}

type WayProps = Required<Pick<ProofFormsProps, 'action' | 'submit' | 'carry'>> & Pick<ProofFormsProps, 'lastResult'>;

function CodeForm({ action, submit, carry, lastResult }: WayProps) {
  const { t } = useTranslation('factors');
  const { form, fields } = useLindenForm(CodeSchema, { id: 'code', lastResult });
  return (
    <Form form={form} action={action} labels={{ code: t('code.label') }}>
      <input type="hidden" name="by" value="code" />
      <input type="hidden" name="_carry" value={carry} />
      <TextInput
        field={fields.code}
        label={t('code.label')}
        help={t('code.help')}
        inputMode="numeric"
        autoComplete="one-time-code"
        size={10}
      />
      <SubmitButton>{submit}</SubmitButton>
    </Form>
  );
}

function PasswordForm({ action, submit, carry, lastResult }: WayProps) {
  const { t } = useTranslation('factors');
  const { form, fields } = useLindenForm(PasswordSchema, { id: 'password', lastResult });
  return (
    <Form form={form} action={action} labels={{ password: t('password.own') }}>
      <input type="hidden" name="by" value="password" />
      <input type="hidden" name="_carry" value={carry} />
      <TextInput field={fields.password} label={t('password.own')} type="password" autoComplete="current-password" />
      <SubmitButton>{submit}</SubmitButton>
    </Form>
  );
}

/** The library is loaded when it is needed; the browser is asked at once, within the press of the button. */
async function used(options: string) {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return startAuthentication({ optionsJSON: JSON.parse(options) as PublicKeyCredentialRequestOptionsJSON });
}
