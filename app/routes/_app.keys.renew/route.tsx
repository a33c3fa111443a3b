import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { renewByHand } from '#app/features/vaults/renew-by-hand.server.ts';
import { RenewForm } from '#app/features/vaults/renew-form.tsx';
import { RenewSchema } from '#app/features/vaults/vault.schema.ts';
import { viewRenewal } from '#app/features/vaults/view-keys.server.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – keys' }];

const about = { action: 'renewKeys', resource: ownOrganisation } as const;

export const loader = actorLoader(about, ({ uow }) => viewRenewal(uow));

export const action = actorAction({ ...about, form: RenewSchema }, ({ uow, form }) =>
  renewByHand(uow, form.vaults, form.reason),
);

export default function Renew() {
  const { t } = useTranslation('keys');
  const { vaults } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t('renew.title')} lead={t('renew.lead')} crumbs={[{ to: '/keys', label: t('title') }]} />
      <RenewForm vaults={vaults} lastResult={useActionData<typeof action>()?.lastResult} />
    </>
  );
}
