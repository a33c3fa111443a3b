import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Card } from '#app/ui/card.tsx';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { useIdentityLabels } from './identity-labels.ts';
import { IdentitySchema, type Identity } from './identity.schema.ts';
import { PersonalNumberField } from './personal-number-field.tsx';

interface IdentityFormProps {
  identity: Identity;
  /** of what the page shows; after a conflict, the one that the answers were compared with */
  rowVersion: number | string;
  draft: KeptDraft | null;
  opening: boolean;
  lastResult: SubmissionResult<string[]> | null | undefined;
}

export function IdentityForm({ identity, rowVersion, draft, opening, lastResult }: IdentityFormProps) {
  const { t } = useTranslation('cases');
  const { choices } = useCode();
  const labels = useIdentityLabels();
  const defaultValue = { ...identity, birthYear: identity.birthYear?.toString() };
  const { form, fields } = useLindenForm(IdentitySchema, { id: 'identity', lastResult, defaultValue, draft });
  return (
    <Form form={form} kept={draft}>
      <input type="hidden" name="rowVersion" value={rowVersion} />
      {opening ? <input type="hidden" name="opening" value="yes" /> : null}
      <Card title={t('identity.whoTitle')}>
        <div className="grid gap-5">
          <TextInput field={fields.fullName} label={labels.fullName} help={t('identity.fullNameHelp')} />
          <Select field={fields.numberKind} label={labels.numberKind} help={t('identity.numberKindHelp')} options={choices('documentKind')} />
          <PersonalNumberField field={fields.personalNumber} label={labels.personalNumber} />
          <DateInput field={fields.birthDate} label={labels.birthDate} />
          <TextInput field={fields.birthYear} label={labels.birthYear} help={t('identity.birthYearHelp')} inputMode="numeric" size={6} />
        </div>
      </Card>
      <Card title={t('identity.reachTitle')}>
        <div className="grid gap-5">
          <Select field={fields.channel} label={labels.channel} options={choices('contactChannel')} />
          <TextInput field={fields.contact} label={labels.contact} />
          <TextInput field={fields.hours} label={labels.hours} />
          <TextInput field={fields.mayAnswer} label={labels.mayAnswer} help={t('open.mayAnswerHelp')} />
          <TextInput field={fields.phone} label={labels.phone} help={t('identity.phoneHelp')} type="tel" />
          <TextArea field={fields.address} label={labels.address} help={t('identity.addressHelp')} rows={2} />
          <TextArea field={fields.nextOfKin} label={labels.nextOfKin} help={t('identity.nextOfKinHelp')} rows={2} />
          <Select field={fields.workerSex} label={labels.workerSex} options={choices('sex')} />
          <Select field={fields.workerLanguage} label={labels.workerLanguage} options={choices('language')} />
          <Select field={fields.referredFrom} label={labels.referredFrom} options={choices('referredFrom')} />
        </div>
      </Card>
      <Card title={t('identity.aboutTitle')}>
        <p className="mb-4 max-w-xl text-quiet">{t('identity.aboutHelp')}</p>
        <div className="grid gap-5">
          <Select field={fields.sex} label={labels.sex} options={choices('sex')} />
          <Select field={fields.community} label={labels.community} help={t('identity.communityHelp')} options={choices('community')} />
          <Select field={fields.municipality} label={labels.municipality} help={t('identity.municipalityHelp')} options={choices('municipality')} />
          <Select field={fields.maritalStatus} label={labels.maritalStatus} options={choices('maritalStatus')} />
          <Select field={fields.disability} label={labels.disability} help={t('identity.disabilityHelp')} options={choices('disability')} />
          <Select field={fields.ageAtTheTime} label={labels.ageAtTheTime} help={t('identity.ageAtTheTimeHelp')} options={choices('ageAtTheTime')} />
        </div>
      </Card>
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>{opening ? t('identity.saveAndGoOn') : t('identity.save')}</SubmitButton>
      </div>
    </Form>
  );
}
