import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { ConfirmSheetsSchema, DrillSchema } from './recovery-key.schema.ts';

interface FormProps {
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** One group of each of two sheets, as proof that they are on paper. */
export function ConfirmSheetsForm({
  asked,
  lastResult,
}: FormProps & { asked: readonly { sheet: number; group: number }[] }) {
  const { t } = useTranslation('recovery');
  const { form, fields } = useLindenForm(ConfirmSheetsSchema, { id: 'sheets', lastResult });
  const [first, second] = asked.map(({ sheet, group }) => t('sheets.group', { sheet, group }));
  return (
    <Form form={form} labels={{ first: first ?? '', second: second ?? '' }}>
      <TextInput field={fields.first} label={first ?? ''} size={8} />
      <TextInput field={fields.second} label={second ?? ''} size={8} />
      <div>
        <SubmitButton>{t('sheets.confirm')}</SubmitButton>
      </div>
    </Form>
  );
}

export function DrillForm({ lastResult }: FormProps) {
  const { t } = useTranslation('recovery');
  const { form, fields } = useLindenForm(DrillSchema, { id: 'drill', lastResult });
  const labels = { firstShare: t('drill.first'), secondShare: t('drill.second') };
  return (
    <Form form={form} labels={labels}>
      <TextInput field={fields.firstShare} label={labels.firstShare} help={t('drill.help')} />
      <TextInput field={fields.secondShare} label={labels.secondShare} />
      <div>
        <SubmitButton>{t('drill.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
