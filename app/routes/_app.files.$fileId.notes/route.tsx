import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { NotesForm } from '#app/features/review-files/notes-form.tsx';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { readNotes, writeNotes } from '#app/features/review-files/review-notes.server.ts';
import { FileParams, NotesSchema } from '#app/features/review-files/review-file.schema.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { useSentAgain } from '#app/ui/use-sent-again.ts';

export const meta = () => [{ title: 'Linden – notes' }];

const file = { action: 'writeReviewNote', params: FileParams, resource: reviewFileResource } as const;

export const loader = actorLoader(file, ({ uow, params }) => readNotes(uow, params.fileId));

export const action = actorAction({ ...file, form: NotesSchema }, ({ uow, params, form }) => writeNotes(uow, params.fileId, form));

export default function Notes() {
  const { t } = useTranslation('commission');
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const sentAgain = useSentAgain();
  const saved = search.get('saved') && !answer?.lastResult && !sentAgain;
  const packet = <ButtonLink to={`/files/${view.id}/packet`} look="secondary">{t('step.packet')}</ButtonLink>;
  return (
    <>
      <PageHeader title={t('notes.title')} crumbs={[{ to: `/files/${view.id}`, label: view.number }]} lead={t('notes.lead')} next={packet} />
      <div className="grid gap-6">
        {saved ? <Notice kind="success" live title={t('notes.saved')} /> : null}
        <NotesForm notes={view.notes} draft={view.draft} lastResult={answer?.lastResult} />
      </div>
    </>
  );
}
