import { useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { beginDrill, drill } from '#app/features/recovery-keys/drill.server.ts';
import { DrillSchema } from '#app/features/recovery-keys/recovery-key.schema.ts';
import { DrillForm } from '#app/features/recovery-keys/share-form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – drill' }];

const keeper = { action: 'keepRecoveryKey', resource: ownOrganisation } as const;

export const loader = actorLoader(keeper, ({ uow }) => beginDrill(uow));

export const action = actorAction({ ...keeper, form: DrillSchema }, ({ uow, form }) => drill(uow, form));

export default function Drill() {
  const { t } = useTranslation('recovery');
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t('drill.title')}
        lead={t('drill.lead')}
        crumbs={[{ to: '/keys/recovery', label: t('key.title') }]}
      />
      <div className="grid gap-6">
        <Notice kind="info" title={t('drill.whatTitle')}>
          {t('drill.what')}
        </Notice>
        <DrillForm lastResult={answer?.lastResult} />
      </div>
    </>
  );
}
