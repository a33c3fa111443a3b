import { Form, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { viewRecoveryKey } from '#app/features/recovery-keys/drill.server.ts';
import { makeRecoveryKey } from '#app/features/recovery-keys/make-recovery-key.server.ts';
import { RecoveryKeyState } from '#app/features/recovery-keys/recovery-key-state.tsx';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { OnceField } from '#app/ui/once-field.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – keys' }];

const keeper = { action: 'keepRecoveryKey', resource: ownOrganisation } as const;

export const loader = actorLoader(keeper, ({ uow }) => viewRecoveryKey(uow));

export const action = actorAction({ ...keeper, form: z.object({}) }, ({ uow }) => makeRecoveryKey(uow));

export default function RecoveryKey() {
  const { t } = useTranslation('recovery');
  const state = useLoaderData<typeof loader>();
  const [query] = useSearchParams();
  return (
    <>
      <PageHeader title={t('key.title')} lead={t('key.lead')} crumbs={[{ to: '/people', label: t('key.people') }]} />
      <div className="grid gap-6">
        {query.get('drilled') === 'yes' ? (
          <Notice kind="success" title={t('drill.worksTitle')} live>
            {t('drill.works')}
          </Notice>
        ) : null}
        <RecoveryKeyState state={state} />
        {state.sheetsHere ? (
          <div>
            <ButtonLink to="/keys/recovery/sheets">{t('key.toSheets')}</ButtonLink>
          </div>
        ) : null}
        <Card title={state.since ? t('key.anewTitle') : t('key.makeTitle')}>
          <p className="mb-4 max-w-prose">{state.since ? t('key.anew') : t('key.make')}</p>
          <Form method="post">
            <OnceField />
            <SubmitButton look={state.since || state.sheetsHere ? 'secondary' : 'primary'}>
              {t('key.submit')}
            </SubmitButton>
          </Form>
        </Card>
      </div>
    </>
  );
}
