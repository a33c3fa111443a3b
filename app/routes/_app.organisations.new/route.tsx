import { useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { NewOrganisationSchema } from '#app/features/invitations/invitation.schema.ts';
import { beginOrganisation, newOrganisation } from '#app/features/invitations/new-organisation.server.ts';
import { OrganisationForm } from '#app/features/invitations/organisation-form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – new' }];

export const loader = actorLoader({ action: 'createOrganisation', resource: ownOrganisation }, () =>
  beginOrganisation(),
);

export const action = actorAction(
  { action: 'createOrganisation', resource: ownOrganisation, form: NewOrganisationSchema },
  ({ uow, form }) => newOrganisation(uow, form),
);

export default function NewOrganisation() {
  const { t } = useTranslation('invitations');
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t('organisation.title')}
        lead={t('organisation.lead')}
        crumbs={[{ to: '/organisations', label: t('crumbs.organisations') }]}
      />
      <OrganisationForm lastResult={answer?.lastResult} />
    </>
  );
}
