import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { checkCompleteness, markSupplemented, viewCompleteness } from '#app/features/review-files/check-completeness.server.ts';
import { CompletenessForm, SupplementedForm } from '#app/features/review-files/completeness-form.tsx';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { CompletenessSchema, ConfirmSchema, FileParams } from '#app/features/review-files/review-file.schema.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { useSentAgain } from '#app/ui/use-sent-again.ts';

export const meta = () => [{ title: 'Linden – file' }];

const file = { action: 'checkCompleteness', params: FileParams, resource: reviewFileResource } as const;

export const loader = actorLoader(file, ({ uow, params }) => viewCompleteness(uow, params.fileId));

export const action = intents({
  check: actorAction({ ...file, form: CompletenessSchema }, ({ uow, params, form }) => checkCompleteness(uow, params.fileId, form.complete)),
  supplemented: actorAction({ ...file, form: ConfirmSchema }, ({ uow, params }) => markSupplemented(uow, params.fileId)),
});

export default function Completeness() {
  const { t } = useTranslation('commission');
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const sentAgain = useSentAgain();
  const saved = search.get('saved') && !answer?.lastResult && !sentAgain;
  const crumbs = [{ to: `/files/${view.id}`, label: view.number }];
  const asking = <ButtonLink to={`/files/${view.id}/request`} look="secondary">{t('step.request')}</ButtonLink>;
  return (
    <>
      <PageHeader title={t('completeness.title')} crumbs={crumbs} lead={t('completeness.lead')} next={view.state === 'incomplete' ? null : asking} />
      <div className="grid gap-6">
        {saved ? <Notice kind="success" live title={t('completeness.saved')} /> : null}
        {view.state === 'incomplete' ? (
          <Card title={t('completeness.waiting')}>
            <SupplementedForm />
          </Card>
        ) : null}
        <CompletenessForm complete={view.complete} lastResult={answer?.lastResult} />
      </div>
    </>
  );
}
