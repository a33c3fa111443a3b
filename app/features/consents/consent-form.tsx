import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/form/choice-group.tsx';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { ConsentSchema } from './consent.schema.ts';
import type { ConsentRowView } from './view-consent-row.server.ts';

interface ConsentFormProps {
  view: Pick<ConsentRowView, 'recipientKind' | 'organisations' | 'categories' | 'language' | 'today' | 'draft'>;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** One answer to one purpose. Yes and no are the same size; what the purpose needs is ticked, and less is a second question. */
export function ConsentForm({ view, lastResult }: ConsentFormProps) {
  const { t } = useTranslation('consents');
  const { choices, label } = useCode();
  const { form, fields } = useLindenForm(ConsentSchema, {
    id: 'answer',
    lastResult,
    draft: view.draft,
    defaultValue: {
      categories: [...view.categories],
      givenOn: view.today,
      ...(view.language ? { language: view.language } : {}),
    },
  });
  const needed = view.categories.map((category) => label('dataCategory', category)).join(', ');
  const { lessAgreed } = fields;
  // Who has no account here is named in the note, so the note is not one that may always stay empty.
  const namesRecipient = view.recipientKind === 'outside' || view.recipientKind === 'cso';
  return (
    <Form form={form} kept={view.draft}>
      <input type="hidden" name="intent" value="record" />
      <RadioGroup
        field={fields.decision}
        label={t('form.answer')}
        options={[
          { value: 'given', label: t('form.given') },
          { value: 'refused', label: t('form.refused'), help: t('form.refusedHelp') },
        ]}
      />
      {view.recipientKind === 'cso' ? (
        <Select
          field={fields.recipientOrganisationId}
          label={t('form.recipient')}
          help={t('form.recipientHelp')}
          options={view.organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <CheckboxGroup
        field={fields.categories}
        label={t('form.categories')}
        help={t('form.categoriesHelp')}
        optional={false}
        options={choices('dataCategory')}
        inline
      />
      {lessAgreed.errors?.length || lessAgreed.initialValue ? (
        <Checkbox field={lessAgreed} label={t('form.lessAgreed', { categories: needed })} />
      ) : null}
      <RadioGroup
        field={fields.method}
        label={t('form.method')}
        help={t('form.methodHelp')}
        options={choices('consentMethod')}
        inline
      />
      <Select field={fields.language} label={t('form.language')} help={t('form.languageHelp')} options={choices('language')} />
      <Checkbox field={fields.interpreterUsed} label={t('form.interpreter')} />
      <DateInput field={fields.givenOn} label={t('form.givenOn')} max={view.today} />
      <DateInput field={fields.expiresOn} label={t('form.expiresOn')} help={t('form.expiresHelp')} min={view.today} />
      <TextArea
        field={fields.note}
        label={t('form.note')}
        help={namesRecipient ? t('form.noteHelp') : t('form.noteHelpOwn')}
        optional={!namesRecipient}
        rows={3}
      />
      <div>
        <SubmitButton>{t('form.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
