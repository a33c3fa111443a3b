import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { StatementWarnings } from '#app/features/statements/statement-warnings.tsx';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateTag } from '#app/ui/state-tag.tsx';
import { ChecklistCard } from './checklist-card.tsx';
import { NextStep } from './next-step.tsx';
import { ReadinessCard } from './readiness-card.tsx';
import { SectionText } from './section-text.tsx';
import { TracesNotice } from './traces-notice.tsx';
import { sectionPath, useSectionNames } from './use-section-names.ts';
import type { ApplicationView } from './view-application.server.ts';
import { WindowNotice } from './window-notice.tsx';

/** The application: what she wants, what is written, what is missing, what comes next. */
export function ApplicationPage({
  view,
  answer,
}: {
  view: ApplicationView;
  answer: { conflict?: object } | undefined;
}) {
  const { t } = useTranslation('applications');
  const { sections } = useSectionNames();
  const { head } = view;
  const open = view.readiness === 'wants_to_apply' || view.begun;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        crumbs={[
          { to: '/cases', label: t('crumb') },
          { to: `/cases/${head.id}`, label: head.code },
        ]}
        tags={view.begun ? <StateTag state={view.state} reviewed={view.review?.outcome === 'approved'} /> : null}
      />
      <CaseTabs caseId={head.id} may={view.parts} />
      <div className="grid gap-6">
        {answer?.conflict ? (
          <Notice kind="warn" title={t('overtaken.title')} live>
            {t('overtaken.text')}
          </Notice>
        ) : null}
        <ReadinessCard key={view.readiness} readiness={view.readiness} mayWrite={!head.closed} />
        {open ? (
          <>
            <ReviewNotice view={view} />
            <NextStep view={view} />
            {view.left ? null : <WindowNotice window={view.window} />}
            <TracesNotice caseId={head.id} found={view.found} />
            <StatementWarnings period={view.period} dates={view.datesOutside} />
            {view.left ? null : <ChecklistCard caseId={head.id} begun={view.begun} items={view.checklist} />}
            {view.sections.map((section, index) => (
              <Card
                key={section.section}
                title={sections[section.section]}
                aside={
                  view.mayWrite ? (
                    <ButtonLink to={sectionPath(head.id, index)} look="quiet" small>
                      {t('section.write')}
                      <span className="sr-only">: {sections[section.section]}</span>
                    </ButtonLink>
                  ) : null
                }
              >
                <SectionText section={section} />
              </Card>
            ))}
            <div className="flex flex-wrap gap-3">
              <ButtonLink to={`/cases/${head.id}/statement`} look="secondary">
                {t('to.statement')}
              </ButtonLink>
              <ButtonLink to={`/cases/${head.id}/evidence`} look="secondary">
                {t('to.evidence')}
              </ButtonLink>
            </div>
          </>
        ) : null}
      </div>
    </>
  );
}

function ReviewNotice({ view: { review } }: { view: ApplicationView }) {
  const { t } = useTranslation('applications');
  const { date } = useFormat();
  if (!review) return null;
  const when = { by: review.by ?? '', on: review.on ? date(review.on) : '' };
  return review.outcome === 'approved' ? (
    <Notice kind="success" title={t('review.approved', when)}>
      {review.note}
    </Notice>
  ) : (
    <Notice kind="warn" title={t('review.returned', when)}>
      {review.note}
    </Notice>
  );
}
