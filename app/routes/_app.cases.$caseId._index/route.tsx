import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { WindowNotice } from '#app/features/applications/window-notice.tsx';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseTimeline } from '#app/features/cases/case-moment.tsx';
import { NextStepCard } from '#app/features/cases/case-next-step.tsx';
import { CaseFacts, CaseSteps } from '#app/features/cases/case-standing.tsx';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { changeStep } from '#app/features/cases/change-step.server.ts';
import { GlassLine } from '#app/features/cases/glass-line.tsx';
import { ReadinessForm, ReopenForm, StepForm } from '#app/features/cases/progress-forms.tsx';
import { ChangeStepSchema, ReadinessSchema, ReopenSchema } from '#app/features/cases/progress.schema.ts';
import { recordReadiness } from '#app/features/cases/record-readiness.server.ts';
import { reopenCase } from '#app/features/cases/reopen-case.server.ts';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import { Card, Section } from '#app/ui/card.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Badge } from '#app/ui/tag.tsx';

export const meta = ({ data }: { data: { code: string } | undefined }) => [
  { title: data ? `Linden – ${data.code}` : 'Linden' },
];

const theCase = { params: CaseParams, resource: caseResource };

export const loader = actorLoader({ action: 'readCase', ...theCase }, ({ uow, params }) =>
  viewCase(uow, params.caseId),
);

export const action = intents({
  step: actorAction({ action: 'recordCasework', ...theCase, form: ChangeStepSchema }, ({ uow, params, form }) =>
    changeStep(uow, params.caseId, form),
  ),
  readiness: actorAction({ action: 'recordCasework', ...theCase, form: ReadinessSchema }, ({ uow, params, form }) =>
    recordReadiness(uow, params.caseId, form.readiness),
  ),
  reopen: actorAction({ action: 'assignCase', ...theCase, form: ReopenSchema }, ({ uow, params }) =>
    reopenCase(uow, params.caseId),
  ),
});

export default function Case() {
  const { t } = useTranslation('cases');
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const resultOf = (intent: string) =>
    answer?.lastResult?.initialValue?.['intent'] === intent ? answer.lastResult : undefined;
  return (
    <>
      <PageHeader
        title={view.code}
        crumbs={[{ to: '/cases', label: view.may.assignCase ? t('list.allTitle') : t('list.title') }]}
        tags={view.closed ? <Badge>{view.erased ? t('erasure.tag') : t('list.isClosed')}</Badge> : undefined}
      />
      <CaseTabs caseId={view.id} may={view.may} />
      <div className="grid gap-6">
        <CaseSteps step={view.step} closed={view.closed} />
        {view.window ? <WindowNotice window={view.window} /> : null}
        <GlassLine caseId={view.id} until={view.glassUntil} mayBreak={view.may.breakGlass} />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <NextStepCard {...view} caseId={view.id} packetId={view.packet?.id} />
          <CaseFacts {...view} />
        </div>
        {view.may.recordCasework ? (
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <Card>
              <ReadinessForm key={view.readiness} readiness={view.readiness} lastResult={resultOf('readiness')} />
            </Card>
            <Card>
              <StepForm key={view.step} step={view.step} openTasks={view.openTasks} lastResult={resultOf('step')} />
            </Card>
          </div>
        ) : null}
        {view.closed && view.may.assignCase && !view.erased ? (
          <ConfirmDisclosure action={t('step.reopen')}>
            <ReopenForm lastResult={resultOf('reopen')} />
          </ConfirmDisclosure>
        ) : null}
        {view.may.makeCopy ? (
          <p>
            <Link to={`/cases/${view.id}/copy`} className="link inline-flex min-h-6 items-center">
              {t('copy.link')}
            </Link>
          </p>
        ) : null}
        {view.may.readErasure ? (
          <p>
            {view.erased ? `${t('erasure.erased')} ` : null}
            <Link to={`/cases/${view.id}/erasure`} className="link inline-flex min-h-6 items-center">
              {t('erasure.link')}
            </Link>
          </p>
        ) : null}
        <Section title={t('timeline.title')}>
          <CaseTimeline moments={view.moments} />
        </Section>
      </div>
    </>
  );
}
