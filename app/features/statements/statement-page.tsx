import type { SubmissionResult } from '@conform-to/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Section } from '#app/ui/card.tsx';
import { toldAbove } from '#app/ui/form/told-above.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { DraftNotice, LeaveDraftForm } from '#app/ui/quiet/draft-notice.tsx';
import { Badge } from '#app/ui/tag.tsx';
import { AnewForm, ApprovalSteps, StartForm } from './approval-forms.tsx';
import { datesOutside } from './dates-in-text.ts';
import { LongText } from './long-text.tsx';
import { statementPath } from './statement-path.ts';
import { StatementConflict } from './statement-conflict.tsx';
import { StatementForm } from './statement-form.tsx';
import type { StatementView } from './view-statement.server.ts';
import { StatementWarnings } from './statement-warnings.tsx';
import { VersionList } from './version-list.tsx';

interface Answer {
  lastResult?: SubmissionResult<string[]> | null;
  conflict?: object;
}

/** The statement from the first sentence to approval, in the survivor's own words. */
export function StatementPage({ view, answer }: { view: StatementView; answer: Answer | undefined }) {
  const { t } = useTranslation('statements');
  const { date } = useFormat();
  const { statement, head } = view;
  const [kept, setKept] = useState(0);
  const typed = answer?.lastResult?.initialValue?.['text'];
  const comparing = Boolean(answer?.conflict) && typeof typed === 'string';
  const approved = statement?.state === 'approved';
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        crumbs={[
          { to: '/cases', label: t('crumb') },
          { to: `/cases/${head.id}`, label: head.code },
        ]}
        tags={statement ? <StateBadge state={statement.state} /> : null}
      />
      <CaseTabs caseId={head.id} may={view.parts} />
      <div className="grid gap-6">
        {!statement && view.mayWrite ? <StartForm lastResult={answer?.lastResult} /> : null}
        {!statement && !view.mayWrite ? <p className="text-quiet">{t('start.none')}</p> : null}
        {statement && comparing ? (
          <StatementConflict view={view} statement={statement} mine={typed} />
        ) : statement && (approved || !view.mayWrite) ? (
          <>
            {approved ? (
              <Notice kind="success" title={t('approved.title', { on: date(statement.approvedOn ?? view.today) })}>
                {t('approved.text')}
              </Notice>
            ) : null}
            <StatementWarnings
              period={view.period}
              found={view.found}
              locked={approved}
              dates={datesOutside(statement.text, view.period)}
            />
            <LongText text={statement.text} language={statement.language} />
            {approved && view.mayWrite ? <AnewForm statementId={statement.id} takenBack={view.takenBack} /> : null}
          </>
        ) : statement ? (
          <>
            {answer?.conflict ? (
              <Notice kind="warn" title={t('conflict.stepTitle')} live>
                {t('conflict.step')}
              </Notice>
            ) : null}
            {view.draft ? (
              <>
                <DraftNotice savedAt={view.draft.savedAt} leaving="statement-leave" />
                <LeaveDraftForm id="statement-leave" mark={`${statementPath(head.id)}#statement`} />
              </>
            ) : null}
            <StatementForm
              key={statement.id}
              caseId={head.id}
              statement={statement}
              text={view.draft?.fields['text'] ?? statement.text}
              base={Math.max(Number(view.draft?.fields['base'] ?? statement.base), kept)}
              onKept={setKept}
              period={view.period}
              found={view.found}
              comparing={false}
            />
            <ApprovalSteps
              statement={{ ...statement, base: Math.max(statement.base, kept) }}
              named={view.found.traces.length > 0}
              today={view.today}
              lastResult={toldAbove(answer?.lastResult, answer?.conflict)}
            />
          </>
        ) : null}
        {view.versions.length > 0 ? (
          <Section title={t('versions.title')}>
            <VersionList caseId={head.id} versions={view.versions} currentId={statement?.id} />
          </Section>
        ) : null}
      </div>
    </>
  );
}

function StateBadge({ state }: { state: 'drafting' | 'read_back' | 'approved' }) {
  const { t } = useTranslation('statements');
  const names = { drafting: t('state.drafting'), read_back: t('state.readBack'), approved: t('state.approved') };
  return <Badge tone={state === 'approved' ? 'leaf' : state === 'read_back' ? 'sky' : 'neutral'}>{names[state]}</Badge>;
}
