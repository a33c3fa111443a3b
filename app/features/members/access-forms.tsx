import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { CheckboxGroup } from '#app/ui/form/choice-group.tsx';
import type { FormField } from '#app/ui/form/field.ts';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { Notice } from '#app/ui/notice.tsx';
import { LetGoSchema, RolesSchema } from './member.schema.ts';
import { useAccessNames } from './person-facts.tsx';
import type { viewAccess } from './view-member.server.ts';

type AccessView = Awaited<ReturnType<typeof viewAccess>>['view'];
interface FormProps {
  person: AccessView;
  lastResult: SubmissionResult<string[]> | null | undefined;
}

/** What happens the moment the form is sent, and who is told. */
function WhatHappens({ items }: { items: readonly string[] }) {
  const { t } = useTranslation('members');
  return (
    <Notice title={t('person.happens')}>
      <ul className="list-disc ps-5">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Successor({ person, field }: { person: AccessView; field: FormField }) {
  const { t } = useTranslation('members');
  const names = useAccessNames();
  const options = person.successors.map(({ id, name, roles }) => ({
    value: id,
    label: `${name} (${roles.map(names.role).join(', ')})`,
  }));
  return (
    <>
      {options.length === 0 ? (
        <Notice kind="warn" title={t('person.nobodyElse')}>
          {t('person.nobodyElseText')}
        </Notice>
      ) : null}
      <Select
        field={field}
        label={t('person.successor', { count: person.alone })}
        help={t('person.successorHelp')}
        options={options}
        optional={false}
      />
    </>
  );
}

export function RolesForm({ person, lastResult }: FormProps) {
  const { t } = useTranslation('members');
  const names = useAccessNames();
  const { form, fields } = useLindenForm(RolesSchema, {
    id: 'roles',
    lastResult,
    defaultValue: { roles: person.roles },
  });
  const options = person.choices.map(({ role, vaults }) => ({
    value: role,
    label: names.role(role),
    help:
      vaults.length > 0 ? t('person.opens', { vaults: vaults.map(names.vault).join(', ') }) : t('person.opensNothing'),
  }));
  const labels = { roles: t('people.roles'), successorId: t('person.successorShort') };
  return (
    <Form form={form} labels={labels}>
      <CheckboxGroup
        field={fields.roles}
        label={labels.roles}
        help={t('person.rolesHelp')}
        options={options}
        optional={false}
      />
      {person.alone > 0 ? <Successor person={person} field={fields.successorId} /> : null}
      <WhatHappens items={[t('person.signedOut'), t('person.gains'), t('person.loses'), t('person.told')]} />
      <div>
        <SubmitButton>{t('person.changeNow')}</SubmitButton>
      </div>
    </Form>
  );
}

export function LetGoForm({ person, lastResult }: FormProps) {
  const { t } = useTranslation('members');
  const { form, fields } = useLindenForm(LetGoSchema, { id: 'let-go', lastResult });
  const labels = { successorId: t('person.successorShort'), sure: t('person.sure', { name: person.name }) };
  const custodian = person.roles.includes('custodian') && person.custodians === 1;
  return (
    <Form form={form} labels={labels}>
      <WhatHappens
        items={[
          t('person.signedOut'),
          t('person.losesAll'),
          ...(person.cases > 0 ? [t('person.leavesCases', { count: person.cases })] : []),
          t('person.othersSignedOut'),
          t('person.toldLeave'),
          t('person.stays'),
        ]}
      />
      {custodian ? (
        <Notice kind="warn" title={t('person.onlyCustodian')}>
          {t('person.onlyCustodianText')}
        </Notice>
      ) : null}
      {person.alone > 0 ? <Successor person={person} field={fields.successorId} /> : null}
      <Checkbox field={fields.sure} label={labels.sure} />
      <div>
        <SubmitButton>{t('person.leaveNow')}</SubmitButton>
      </div>
    </Form>
  );
}
