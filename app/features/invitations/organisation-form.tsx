import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { CSO_CAPABILITIES, ORGANISATION_KINDS } from '#app/kernel/roles.ts';
import { CheckboxGroup, RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { NewOrganisationSchema } from './invitation.schema.ts';

export function OrganisationForm({ lastResult }: { lastResult?: SubmissionResult<string[]> | null | undefined }) {
  const { t } = useTranslation('invitations');
  const { label } = useCode();
  const { form, fields } = useLindenForm(NewOrganisationSchema, { id: 'organisation', lastResult });
  const labels = {
    name: t('organisation.name'),
    shortName: t('organisation.shortName'),
    kind: t('organisation.kind'),
    capabilities: t('organisation.capabilities'),
  };
  const kinds = ORGANISATION_KINDS.filter((kind) => kind !== 'host');
  return (
    <Form form={form} labels={labels}>
      <TextInput field={fields.name} label={labels.name} />
      <TextInput field={fields.shortName} label={labels.shortName} help={t('organisation.shortNameHelp')} />
      <RadioGroup
        field={fields.kind}
        label={labels.kind}
        options={kinds.map((value) => ({ value, label: label('organisationKind', value) }))}
      />
      <CheckboxGroup
        field={fields.capabilities}
        label={labels.capabilities}
        help={t('organisation.capabilitiesHelp')}
        options={CSO_CAPABILITIES.map((value) => ({ value, label: label('capability', value) }))}
      />
      <div>
        <SubmitButton>{t('organisation.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
