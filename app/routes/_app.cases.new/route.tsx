import { useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { FirstContactSchema } from '#app/features/cases/case.schema.ts';
import { FirstContactForm } from '#app/features/cases/first-contact-form.tsx';
import { openCase } from '#app/features/cases/open-case.server.ts';

export const loader = actorLoader({ action: 'openCase', resource: ownOrganisation }, async () =>
  done(null, { type: 'case.opening', detail: {} }),
);

export const action = actorAction(
  { action: 'openCase', resource: ownOrganisation, form: FirstContactSchema },
  ({ uow, form }) => openCase(uow, form),
);

export default function NewCase() {
  const { t } = useTranslation('cases');
  const answer = useActionData<typeof action>();
  return (
    <>
      <h1>{t('open.title')}</h1>
      <FirstContactForm lastResult={answer?.lastResult} />
    </>
  );
}
