import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages, type Language } from '#app/platform/i18n/languages.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Card } from '#app/ui/card.tsx';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { CopySchema } from './copy.schema.ts';

interface CopyFormProps {
  /** hers, as far as it is known; else it is asked */
  language: Language | null;
  lastResult: SubmissionResult<string[]> | null | undefined;
}

/** In which language, how she asked, and that it is her. */
export function CopyForm({ language, lastResult }: CopyFormProps) {
  const { t } = useTranslation('copies');
  const { choices } = useCode();
  const { form, fields } = useLindenForm(CopySchema, {
    id: 'copy',
    lastResult,
    defaultValue: language ? { language } : {},
  });
  return (
    <Card title={t('form.title')}>
      <Form form={form} className="grid gap-5">
        <RadioGroup
          field={fields.language}
          label={t('form.language')}
          options={languages.map((each) => ({ value: each, label: languageNames[each] }))}
          inline
        />
        <RadioGroup field={fields.asked} label={t('form.asked')} options={choices('copyAsked')} />
        <Checkbox field={fields.sure} label={t('form.sure')} />
        <div>
          <SubmitButton>{t('form.submit')}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
