import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { carriedAct, type CarriedAct } from './carried-act.ts';
import type { Carried } from './proof.schema.ts';

/** The form that was interrupted, with what was typed, one press from being done. It says what it is: the confirmation may have taken a while. */
export function CarriedForm({ to, fields }: { to: string; fields: Carried }) {
  const { t } = useTranslation('factors');
  const acts: Record<CarriedAct, string> = {
    copy: t('carried.act.copy'),
    erasure: t('carried.act.erasure'),
    alarms: t('carried.act.alarms'),
    recoveryKey: t('carried.act.recoveryKey'),
    renewKeys: t('carried.act.renewKeys'),
    inviteOutside: t('carried.act.inviteOutside'),
    newOrganisation: t('carried.act.newOrganisation'),
    leave: t('carried.act.leave'),
    renewMember: t('carried.act.renewMember'),
    roles: t('carried.act.roles'),
    invite: t('carried.act.invite'),
    account: t('carried.act.account'),
  };
  const act = carriedAct(to);
  return (
    <>
      <PageHeader title={t('carried.title')} lead={t('carried.lead')} />
      {act ? (
        <div className="mb-6">
          <DefinitionList items={[{ term: t('carried.waits'), value: acts[act] }]} />
        </div>
      ) : null}
      <Form method="post" action={to} className="grid gap-6">
        {fields.map(([name, value], place) => (
          <input key={`${name} ${place}`} type="hidden" name={name} value={value} />
        ))}
        <div>
          <SubmitButton>{t('carried.submit')}</SubmitButton>
        </div>
      </Form>
    </>
  );
}
