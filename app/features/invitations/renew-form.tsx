import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { RenewSchema } from './invitation.schema.ts';

export function RenewForm({ lastResult }: { lastResult?: SubmissionResult<string[]> | null | undefined }) {
  const { t } = useTranslation('invitations');
  const { form, fields } = useLindenForm(RenewSchema, { id: 'renew', lastResult });
  return (
    <Form form={form} labels={{ reason: t('renew.reason') }}>
      <TextArea field={fields.reason} label={t('renew.reason')} help={t('renew.reasonHelp')} rows={3} />
      <div>
        <SubmitButton>{t('renew.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
