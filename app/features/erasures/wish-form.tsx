import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { codeLists } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Card } from '#app/ui/card.tsx';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { ErasureWishSchema } from './erasure.schema.ts';

type Result = SubmissionResult<string[]> | null | undefined;

/** Her worker writes down that she asked, and when; nothing is lost yet. */
export function WishForm({ today, lastResult }: { today: string; lastResult: Result }) {
  const { t } = useTranslation('erasures');
  const { choices } = useCode();
  const { form, fields } = useLindenForm(ErasureWishSchema, {
    id: 'wish',
    lastResult,
    defaultValue: { askedOn: today },
  });
  return (
    <Card title={t('wish.title')}>
      <Form form={form} className="grid gap-5">
        <input type="hidden" name="intent" value="request" />
        <DateInput field={fields.askedOn} label={t('wish.askedOn')} />
        <RadioGroup
          field={fields.method}
          label={t('wish.method')}
          options={choices('consentMethod', codeLists.consentMethod)}
          inline
        />
        <Checkbox field={fields.understood} label={t('wish.understood')} />
        <div>
          <SubmitButton>{t('wish.submit')}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
