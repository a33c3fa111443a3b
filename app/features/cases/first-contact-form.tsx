import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { codeLists } from '#app/platform/codes.ts';
import { Form } from '#app/ui/form/form.tsx';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { FirstContactSchema } from './case.schema.ts';

interface FirstContactFormProps {
  draft: KeptDraft | null;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** First contact: how to reach her safely. No story is asked for. */
export function FirstContactForm({ draft, lastResult }: FirstContactFormProps) {
  const { t } = useTranslation('cases');
  const { t: code } = useTranslation('codes');
  const { form, fields } = useLindenForm(FirstContactSchema, { id: 'first-contact', lastResult, draft });
  return (
    <Form form={form} kept={draft}>
      <RadioGroup
        field={fields.channel}
        label={t('open.channel')}
        help={t('open.channelHelp')}
        options={codeLists.contactChannel.map((value) => ({ value, label: code(`contactChannel.${value}`) }))}
      />
      <TextInput field={fields.contact} label={t('open.contact')} />
      <TextInput field={fields.hours} label={t('open.hours')} />
      <TextInput field={fields.mayAnswer} label={t('open.mayAnswer')} help={t('open.mayAnswerHelp')} />
      <Select
        field={fields.workerSex}
        label={t('open.workerSex')}
        help={t('open.workerHelp')}
        options={codeLists.sex.map((value) => ({ value, label: code(`sex.${value}`) }))}
      />
      <Select
        field={fields.workerLanguage}
        label={t('open.workerLanguage')}
        options={codeLists.language.map((value) => ({ value, label: code(`language.${value}`) }))}
      />
      <Select
        field={fields.referredFrom}
        label={t('open.referredFrom')}
        options={codeLists.referredFrom.map((value) => ({ value, label: code(`referredFrom.${value}`) }))}
      />
      <div>
        <SubmitButton>{t('open.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
