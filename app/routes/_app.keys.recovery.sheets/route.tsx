import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { confirmSheets, viewSheets } from '#app/features/recovery-keys/make-recovery-key.server.ts';
import { PrintedSheets } from '#app/features/recovery-keys/printed-sheets.tsx';
import { ConfirmSheetsSchema } from '#app/features/recovery-keys/recovery-key.schema.ts';
import { ConfirmSheetsForm } from '#app/features/recovery-keys/share-form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { PrintButton } from '#app/ui/print-button.tsx';

export const meta = () => [{ title: 'Linden – sheets' }];

const keeper = { action: 'keepRecoveryKey', resource: ownOrganisation } as const;

export const loader = actorLoader(keeper, ({ uow }) => viewSheets(uow));

export const action = actorAction({ ...keeper, form: ConfirmSheetsSchema }, ({ uow, form }) =>
  confirmSheets(uow, form),
);

export default function Sheets() {
  const { t } = useTranslation('recovery');
  const { organisation, sheets, asked, on } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <div className="no-print grid gap-6 pb-6">
        <PageHeader
          title={t('sheets.title')}
          lead={t('sheets.lead')}
          crumbs={[{ to: '/keys/recovery', label: t('key.title') }]}
        />
        <Notice kind="warn" title={t('sheets.onceTitle')}>
          {t('sheets.once')}
        </Notice>
        <div>
          <PrintButton>{t('sheets.print')}</PrintButton>
        </div>
      </div>
      <PrintedSheets organisation={organisation} sheets={sheets} on={on} />
      <div className="no-print grid gap-4 pt-8">
        <h2 className="text-section">{t('sheets.confirmTitle')}</h2>
        <p className="max-w-prose">{t('sheets.confirmLead')}</p>
        <ConfirmSheetsForm asked={asked} lastResult={answer?.lastResult} />
      </div>
    </>
  );
}
