import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { organisationWithCustodians } from '#app/kernel/resource.server.ts';
import { FirstContactSchema } from '#app/features/cases/case.schema.ts';
import { FirstContactForm } from '#app/features/cases/first-contact-form.tsx';
import { beginCase, openCase } from '#app/features/cases/open-case.server.ts';
import { OpeningSteps } from '#app/features/cases/opening-steps.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – new' }];

export const loader = actorLoader({ action: 'openCase', resource: organisationWithCustodians }, ({ uow }) =>
  beginCase(uow),
);

export const action = actorAction(
  { action: 'openCase', resource: organisationWithCustodians, form: FirstContactSchema },
  ({ uow, form }) => openCase(uow, form, '/identity?opening=yes'),
);

export default function NewCase() {
  const { t } = useTranslation('cases');
  const { draft } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader title={t('open.title')} lead={t('open.lead')} crumbs={[{ to: '/cases', label: t('list.title') }]} />
      <OpeningSteps at="contact" />
      <FirstContactForm draft={draft} lastResult={answer?.lastResult} />
    </>
  );
}
