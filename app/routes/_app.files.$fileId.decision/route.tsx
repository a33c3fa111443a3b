import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { DecisionForm } from '#app/features/review-files/decision-form.tsx';
import { decide, prepareDecision } from '#app/features/review-files/decide.server.ts';
import { NotesTable } from '#app/features/review-files/notes-table.tsx';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { DecisionSchema, FileParams } from '#app/features/review-files/review-file.schema.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Section } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – decision' }];

const file = { action: 'decide', params: FileParams, resource: reviewFileResource } as const;

export const loader = actorLoader(file, ({ uow, params }) => prepareDecision(uow, params.fileId));

export const action = actorAction({ ...file, form: DecisionSchema }, ({ uow, params, form }) => decide(uow, params.fileId, form));

export default function Decision() {
  const { t } = useTranslation('commission');
  const { date } = useFormat();
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const due = view.due.verified ? t('decision.due', { date: date(view.due.on) }) : t('decision.dueUnverified', { date: date(view.due.on) });
  return (
    <>
      <PageHeader title={t('decision.title')} crumbs={[{ to: `/files/${view.id}`, label: view.number }]} lead={due} />
      <Section title={t('decision.notes')}>
        <NotesTable notes={view.notes} />
      </Section>
      <Section title={t('decision.yours')}>
        {view.ready && view.notes.length > 0 ? (
          <DecisionForm draft={view.draft} lastResult={answer?.lastResult} />
        ) : (
          <Notice title={t('decision.notYet')}>{t('error.notReady')}</Notice>
        )}
      </Section>
    </>
  );
}
