import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { BreakGlassSchema } from './team.schema.ts';

export function GlassForm({ lastResult }: { lastResult?: SubmissionResult<string[]> | null | undefined }) {
  const { t } = useTranslation('cases');
  const { form, fields } = useLindenForm(BreakGlassSchema, { id: 'break-glass', lastResult });
  return (
    <Form form={form}>
      <TextArea field={fields.reason} label={t('glass.reason')} help={t('glass.reasonHelp')} />
      <div>
        <SubmitButton>{t('glass.open')}</SubmitButton>
      </div>
    </Form>
  );
}
