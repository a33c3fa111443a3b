import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { StatementWarnings } from '#app/features/statements/statement-warnings.tsx';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { toldAbove } from '#app/ui/form/told-above.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SectionForm } from './section-form.tsx';
import { SectionText } from './section-text.tsx';
import { useSectionNames } from './use-section-names.ts';
import { TakenBackNotice } from './taken-back-notice.tsx';
import type { SectionView } from './view-application.server.ts';

interface SectionPageProps {
  view: SectionView;
  answer: { lastResult?: SubmissionResult<string[]> | null; conflict?: object } | undefined;
}

/** One section at a time. What is not known may stay empty. */
export function SectionPage({ view, answer }: SectionPageProps) {
  const { t } = useTranslation('applications');
  const { sections, help } = useSectionNames();
  const back = `/cases/${view.head.id}/application`;
  return (
    <>
      <PageHeader
        title={sections[view.section]}
        lead={help[view.section]}
        crumbs={[
          { to: `/cases/${view.head.id}`, label: view.head.code },
          { to: back, label: t('title') },
        ]}
      />
      <div className="grid gap-6">
        {answer?.conflict ? (
          <>
            <Notice kind="warn" title={t('overtaken.title')} live>
              {t('overtaken.section')}
            </Notice>
            <Card title={t('overtaken.saved')}>
              <SectionText section={view} />
            </Card>
          </>
        ) : null}
        <StatementWarnings
          period={view.period}
          dates={view.datesOutside}
          {...(view.found[0] ? { found: view.found[0] } : {})}
        />
        {view.writable ? <TakenBackNotice taken={view.takenBack} /> : null}
        {view.writable ? (
          <SectionForm view={view} lastResult={toldAbove(answer?.lastResult, answer?.conflict)} overtaken={Boolean(answer?.conflict)} />
        ) : (
          <SectionText section={view} />
        )}
        <div>
          <ButtonLink to={back} look="quiet">
            {t('section.back')}
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
