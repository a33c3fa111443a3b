import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { CheckboxGroup, RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { Notice } from '#app/ui/notice.tsx';
import { useReasons } from './use-reasons.ts';
import { RenewSchema } from './vault.schema.ts';

interface RenewFormProps {
  vaults: readonly { compartment: string; holders: number }[];
  lastResult: SubmissionResult<string[]> | null | undefined;
}

export function RenewForm({ vaults, lastResult }: RenewFormProps) {
  const { t } = useTranslation('keys');
  const { label } = useCode();
  const { choices } = useReasons();
  const all = vaults.map(({ compartment }) => compartment);
  const { form, fields } = useLindenForm(RenewSchema, { id: 'renew', lastResult, defaultValue: { vaults: all } });
  const options = vaults.map(({ compartment, holders }) => ({
    value: compartment,
    label: isCode('compartment', compartment) ? label('compartment', compartment) : compartment,
    help: t('renew.holders', { count: holders }),
  }));
  const labels = { vaults: t('renew.vaults'), reason: t('renew.reason') };
  return (
    <Form form={form} labels={labels}>
      <CheckboxGroup field={fields.vaults} label={labels.vaults} options={options} optional={false} />
      <RadioGroup field={fields.reason} label={labels.reason} options={choices} />
      <Notice title={t('renew.happens')}>
        <ul className="list-disc ps-5">
          <li>{t('renew.signedOut')}</li>
          <li>{t('renew.drafts')}</li>
          <li>{t('renew.goesOn')}</li>
          <li>{t('renew.nothingLost')}</li>
        </ul>
      </Notice>
      <div>
        <SubmitButton>{t('renew.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
