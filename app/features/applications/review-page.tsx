import type { SubmissionResult } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { LongText } from '#app/features/statements/long-text.tsx';
import { Card, Section } from '#app/ui/card.tsx';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { toldAbove } from '#app/ui/form/told-above.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { ReviewSchema } from './application.schema.ts';
import { ChecklistCard } from './checklist-card.tsx';
import { SectionText } from './section-text.tsx';
import { TracesNotice } from './traces-notice.tsx';
import { useSectionNames } from './use-section-names.ts';
import type { viewReview } from './view-review.server.ts';

type ReviewView = Awaited<ReturnType<typeof viewReview>>['view'];
type Last = SubmissionResult<string[]> | null | undefined;

/** Everything that would leave the house, on one page, and the second pair of eyes. */
export function ReviewPage({
  view,
  answer,
}: {
  view: ReviewView;
  answer: { lastResult?: Last; conflict?: object } | undefined;
}) {
  const { t } = useTranslation('applications');
  const { label } = useCode();
  const { sections } = useSectionNames();
  const { head } = view;
  return (
    <>
      <PageHeader
        title={t('review.title')}
        lead={t('review.lead')}
        crumbs={[
          { to: `/cases/${head.id}`, label: head.code },
          { to: `/cases/${head.id}/application`, label: t('title') },
        ]}
      />
      {answer?.conflict ? (
        <Notice kind="warn" title={t('overtaken.title')} live>
          {t('overtaken.text')}
        </Notice>
      ) : null}
      <TracesNotice caseId={head.id} found={view.found} />
      {view.sections.map((section) => (
        <Section key={section.section} title={sections[section.section]}>
          <SectionText section={section} />
        </Section>
      ))}
      <Section title={t('check.statement')}>
        {view.statement ? (
          <LongText text={view.statement.text} language={view.statement.language} />
        ) : (
          <p className="text-quiet">{t('review.noStatement')}</p>
        )}
      </Section>
      <Section title={t('check.evidence')}>
        {view.evidence.length === 0 ? <p className="text-quiet">{t('section.empty')}</p> : null}
        <ol className="grid list-decimal gap-1 ps-6">
          {view.evidence.map((piece) => (
            <li key={piece.id}>
              <Link to={`/cases/${head.id}/evidence/${piece.id}`} className="link">
                {piece.title}
              </Link>{' '}
              <span className="text-small text-quiet">· {label('evidenceType', piece.type)}</span>
            </li>
          ))}
        </ol>
      </Section>
      <div className="mt-8 grid gap-6">
        <ChecklistCard caseId={head.id} items={view.checklist} />
        {view.mayReview ? (
          <ReviewForm key={view.seen} seen={view.seen} draft={view.draft} lastResult={toldAbove(answer?.lastResult, answer?.conflict)} />
        ) : (
          <Notice title={t('review.notYouTitle')}>{t('review.notYou')}</Notice>
        )}
      </div>
    </>
  );
}

function ReviewForm({ seen, draft, lastResult }: { seen: string; draft: KeptDraft | null; lastResult: Last }) {
  const { t } = useTranslation('applications');
  const { form, fields } = useLindenForm(ReviewSchema, { id: 'review', lastResult, draft });
  const options = [
    { value: 'approved', label: t('review.approve') },
    { value: 'returned', label: t('review.return') },
  ];
  return (
    <Card title={t('review.decide')}>
      <Form form={form} kept={draft}>
        <input type="hidden" name="seen" value={seen} readOnly />
        <RadioGroup field={fields.outcome} label={t('review.outcome')} options={options} />
        <TextArea field={fields.note} label={t('review.note')} help={t('review.noteHelp')} optional={false} />
        <div>
          <SubmitButton>{t('review.submit')}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
