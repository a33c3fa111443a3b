import { Link } from '@remix-run/react';
import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { CheckboxGroup, RadioGroup } from '#app/ui/form/choice-group.tsx';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { Notice } from '#app/ui/notice.tsx';
import type { NewReferralView } from './new-referral.server.ts';
import { ReferralSchema } from './referral.schema.ts';

interface ReferralFormProps {
  view: NewReferralView;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** Which service, who, whether anything is passed on, and on which consent. */
export function ReferralForm({ view, lastResult }: ReferralFormProps) {
  const { t } = useTranslation('referrals');
  const { choices, label } = useCode();
  const { date } = useFormat();
  const { form, fields } = useLindenForm(ReferralSchema, {
    id: 'referral',
    lastResult,
    draft: view.draft,
    defaultValue: { referredOn: view.today },
  });
  const agreed = view.consents.map(({ id, recipient, categories, givenOn }) => ({
    value: id,
    label: t('form.consentOption', {
      recipient: recipient ?? t('form.inItsNote'),
      date: date(givenOn, 'short'),
      categories: categories.map((category) => label('dataCategory', category)).join(', '),
    }),
  }));
  return (
    <>
      {agreed.length === 0 ? (
        <div className="mb-6">
          <Notice title={t('form.noConsent')}>
            <p>{t('form.noConsentText')}</p>
            <Link
              to={`/cases/${view.case.id}/consents/${view.consentRow}`}
              className="link inline-flex min-h-6 items-center"
            >
              {t('form.toConsent')}
            </Link>
          </Notice>
        </div>
      ) : null}
      <Form form={form} kept={view.draft}>
        <DateInput field={fields.referredOn} label={t('form.referredOn')} max={view.today} />
        <Select field={fields.service} label={t('form.service')} options={choices('referralService')} />
        <TextInput
          field={fields.recipient}
          label={t('form.recipient')}
          help={agreed.length > 0 ? t('form.recipientHelp') : undefined}
          optional={false}
        />
        <RadioGroup
          field={fields.way}
          label={t('form.way')}
          options={[
            { value: 'told', label: label('referralWay', 'told'), help: t('form.toldHelp') },
            // Without a consent there is nothing to choose: the notice above says what to do first.
            ...(agreed.length > 0
              ? [{ value: 'passed_on', label: label('referralWay', 'passed_on'), help: t('form.passedOnHelp') }]
              : []),
          ]}
        />
        {agreed.length > 0 ? (
          <>
            <Select field={fields.consentId} label={t('form.consent')} help={t('form.consentHelp')} options={agreed} />
            <CheckboxGroup
              field={fields.categories}
              label={t('form.categories')}
              help={t('form.categoriesHelp')}
              options={choices('dataCategory')}
              inline
            />
          </>
        ) : null}
        <TextArea field={fields.note} label={t('form.note')} help={t('form.noteHelp')} rows={4} />
        <div>
          <SubmitButton>{t('form.submit')}</SubmitButton>
        </div>
      </Form>
    </>
  );
}
