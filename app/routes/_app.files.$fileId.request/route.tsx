import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { RequestForm } from '#app/features/review-files/completeness-form.tsx';
import { prepareRequest, requestDocuments } from '#app/features/review-files/request-documents.server.ts';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { FileParams, RequestSchema } from '#app/features/review-files/review-file.schema.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – file' }];

const file = { action: 'requestDocuments', params: FileParams, resource: reviewFileResource } as const;

export const loader = actorLoader(file, ({ uow, params }) => prepareRequest(uow, params.fileId));

export const action = actorAction({ ...file, form: RequestSchema }, ({ uow, params, form }) => requestDocuments(uow, params.fileId, form));

export default function Request() {
  const { t } = useTranslation('commission');
  const { date } = useFormat();
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const due = view.due.verified ? t('request.until', { date: date(view.due.on) }) : t('request.untilUnverified', { date: date(view.due.on) });
  return (
    <>
      <PageHeader title={t('request.title')} crumbs={[{ to: `/files/${view.id}`, label: view.number }]} lead={due} />
      <div className="grid gap-6">
        {view.earlier > 0 ? <Notice title={t('step.requests', { count: view.earlier })}>{t('request.again')}</Notice> : null}
        {view.state === 'incomplete' ? (
          <Notice title={t('request.open')} />
        ) : (
          <RequestForm suggested={view.suggested} draft={view.draft} lastResult={answer?.lastResult} />
        )}
      </div>
    </>
  );
}
