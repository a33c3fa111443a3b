import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { ConsentRecipient } from '#app/features/packets/withdraw-packets.server.ts';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { useStops } from './consent-texts.ts';
import { WithdrawalSchema, type ConsentPurpose } from './consent.schema.ts';
import { RecipientList } from './recipient-list.tsx';

interface WithdrawFormProps {
  consentId: string;
  purpose: ConsentPurpose;
  recipients: readonly ConsentRecipient[];
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** What withdrawing stops and who has received something, and then the button that does it. */
export function WithdrawForm({ consentId, purpose, recipients, lastResult }: WithdrawFormProps) {
  const { t } = useTranslation('consents');
  const stops = useStops();
  const { form, fields } = useLindenForm(WithdrawalSchema, { id: `withdraw-${consentId}`, lastResult });
  return (
    <ConfirmDisclosure action={t('withdraw.open')} open={Boolean(lastResult?.error)}>
      <div>
        <h3 className="font-semibold">{t('withdraw.what')}</h3>
        <p>{stops(purpose)}</p>
      </div>
      <div>
        <h3 className="font-semibold">{t('withdraw.received')}</h3>
        <RecipientList recipients={recipients} />
      </div>
      <Form form={form} className="grid gap-4">
        <input type="hidden" name="intent" value="withdraw" />
        <input type="hidden" name="consentId" value={consentId} />
        <TextArea field={fields.note} label={t('withdraw.note')} help={t('withdraw.noteHelp')} rows={2} />
        <div>
          <SubmitButton>{t('withdraw.submit')}</SubmitButton>
        </div>
      </Form>
    </ConfirmDisclosure>
  );
}
