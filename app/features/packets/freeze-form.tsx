import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages, type Language } from '#app/platform/i18n/languages.ts';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { FreezeSchema } from './packet.schema.ts';

interface FreezeFormProps {
  language: Language;
  /** A text says who the survivor is: the worker says that she has seen it. */
  named: boolean;
  /** A packet is fixed already: sending it comes first, another one is the exception. */
  again: boolean;
  lastResult: SubmissionResult<string[]> | null | undefined;
}

export function FreezeForm({ language, named, again, lastResult }: FreezeFormProps) {
  const { t } = useTranslation('packets');
  const { form, fields } = useLindenForm(FreezeSchema, { id: 'freeze', lastResult, defaultValue: { language } });
  return (
    <Form form={form}>
      <RadioGroup
        inline
        field={fields.language}
        label={t('freeze.language')}
        help={t('freeze.languageHelp')}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
      {named ? <Checkbox field={fields.nameSeen} label={t('freeze.nameSeen')} /> : null}
      <div>
        <SubmitButton look={again ? 'secondary' : 'primary'}>{again ? t('freeze.submitAgain') : t('freeze.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
