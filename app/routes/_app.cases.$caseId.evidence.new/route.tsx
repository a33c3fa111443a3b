import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { TakenBackNotice } from '#app/features/applications/taken-back-notice.tsx';
import { addEvidence } from '#app/features/evidence/add-evidence.server.ts';
import { EvidenceForm } from '#app/features/evidence/evidence-form.tsx';
import { EvidenceSchema, NewEvidenceQuery, UPLOAD_MAX_BYTES } from '#app/features/evidence/evidence.schema.ts';
import { newEvidence } from '#app/features/evidence/view-evidence.server.ts';
import { toldAbove } from '#app/ui/form/told-above.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – file' }];

const about = { action: 'addEvidence', params: CaseParams, resource: caseResource } as const;

export const loader = actorLoader({ ...about, query: NewEvidenceQuery }, async ({ uow, params, query }) => {
  const { view, event } = await newEvidence(uow, params.caseId);
  return done({ ...view, answers: query }, event);
});

export const action = actorAction(
  { ...about, form: EvidenceSchema, maxFileBytes: UPLOAD_MAX_BYTES },
  ({ uow, params, form }) => addEvidence(uow, params.caseId, form),
);

export default function NewEvidence() {
  const { t } = useTranslation('evidence');
  const { head, takenBack, answers } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const crumbs = [
    { to: `/cases/${head.id}`, label: head.code },
    { to: `/cases/${head.id}/evidence`, label: t('title') },
  ];
  return (
    <>
      <PageHeader title={t('add.title')} lead={t('add.lead')} crumbs={crumbs} />
      <div className="mb-6 empty:hidden">
        <TakenBackNotice taken={takenBack} />
      </div>
      <EvidenceForm lastResult={toldAbove(answer?.lastResult, answer?.conflict)} locked={Boolean(answer?.conflict)} answers={answers} />
    </>
  );
}
