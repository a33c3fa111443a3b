import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { languageNames, languages } from '#app/platform/i18n/languages.ts';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { CheckboxGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { FirstInviteSchema, InviteSchema } from './invitation.schema.ts';

interface InviteFormProps {
  roles: readonly string[];
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

const languageChoices = languages.map((value) => ({ value, label: languageNames[value] }));

/** Who is invited, and as what: by a custodian into her own organisation. */
export function InviteForm({ roles, lastResult }: InviteFormProps) {
  const { t } = useTranslation('invitations');
  const { form, fields } = useLindenForm(InviteSchema, { id: 'invite', lastResult });
  const labels = useLabels();
  const conflict = fields.roles.errors?.includes('role_conflict');
  return (
    <Form form={form} labels={labels}>
      <TextInput field={fields.name} label={labels.name} help={t('form.nameHelp')} />
      <TextInput field={fields.email} label={labels.email} type="email" help={t('form.emailHelp')} />
      <CheckboxGroup
        field={fields.roles}
        label={labels.roles}
        help={t('form.rolesHelp')}
        options={useRoleChoices(roles)}
      />
      {conflict ? <Checkbox field={fields.understood} label={t('form.understood')} /> : null}
      <Select field={fields.language} label={labels.language} options={languageChoices} />
      <div>
        <SubmitButton>{t('form.submit')}</SubmitButton>
      </div>
    </Form>
  );
}

/** By an operator: the first custodian, or anybody where no key is given. One role leaves nothing to choose. */
export function FirstInviteForm({ roles, lastResult }: InviteFormProps) {
  const { t } = useTranslation('invitations');
  const { form, fields } = useLindenForm(FirstInviteSchema, { id: 'invite-first', lastResult });
  const labels = useLabels();
  const choices = useRoleChoices(roles);
  return (
    <Form form={form} labels={labels}>
      <TextInput field={fields.name} label={labels.name} help={t('form.nameHelp')} />
      <TextInput field={fields.email} label={labels.email} type="email" help={t('form.emailHelp')} />
      {roles.length > 1 ? (
        <CheckboxGroup field={fields.roles} label={labels.roles} optional={false} options={choices} />
      ) : (
        <input type="hidden" name="roles" value={roles[0]} />
      )}
      <Select field={fields.language} label={labels.language} options={languageChoices} />
      <div>
        <SubmitButton>{t('form.submit')}</SubmitButton>
      </div>
    </Form>
  );
}

function useLabels() {
  const { t } = useTranslation('invitations');
  return { name: t('form.name'), email: t('form.email'), roles: t('form.roles'), language: t('form.language') };
}

function useRoleChoices(roles: readonly string[]) {
  const { t } = useTranslation('invitations');
  const { label } = useCode();
  const help: Readonly<Record<string, string>> = {
    custodian: t('roleHelp.custodian'),
    auditor: t('roleHelp.auditor'),
    supervisor: t('roleHelp.supervisor'),
    release_approver: t('roleHelp.release_approver'),
  };
  return roles.map((role) => ({
    value: role,
    label: isCode('role', role) ? label('role', role) : role,
    ...(help[role] ? { help: help[role] } : {}),
  }));
}
