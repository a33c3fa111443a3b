import type { SubmissionResult } from '@conform-to/react';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { useTranslation } from 'react-i18next';
import { translateError } from '#app/platform/i18n/zod-errors.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PasskeyForm } from './passkey-form.tsx';

interface NewPasskeyProps {
  /** what the browser is asked, as JSON */
  options: string;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

export function NewPasskey({ options, lastResult }: NewPasskeyProps) {
  const { t } = useTranslation('factors');
  const { t: errorText } = useTranslation('errors');
  const errors = Object.values(lastResult?.error ?? {}).flatMap((each) => each ?? []);
  return (
    <div className="grid max-w-xl gap-6">
      {errors.map((error) => (
        <Notice key={error} kind="danger" title={translateError(errorText, error)} live />
      ))}
      <p>{t('newPasskey.what')}</p>
      <PasskeyForm action="/account/factors/passkey" label={t('newPasskey.submit')} ask={() => made(options)} />
      <p className="text-small text-quiet">{t('newPasskey.shared')}</p>
    </div>
  );
}

async function made(options: string) {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return startRegistration({ optionsJSON: JSON.parse(options) as PublicKeyCredentialCreationOptionsJSON });
}
