import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { SentOutsideLine } from '#app/features/packets/sent-outside-line.tsx';
import { PacketMoments } from '#app/features/packets/packet-moments.tsx';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { CameCard } from './came-card.tsx';
import { FileStateTag } from './file-state-tag.tsx';
import { AssignForm, ConflictForm, LateConflictForm } from './file-steps-form.tsx';
import { WaitingDays } from './waiting-days.tsx';
import type { FilePage as View } from './view-file.server.ts';

interface FilePageProps {
  view: View;
  resultOf: (intent: string) => SubmissionResult<string[]> | null | undefined;
}

/** The cover of a file: the next step of whoever looks at it, then where it stands. */
export function FilePage({ view, resultOf }: FilePageProps) {
  const { t } = useTranslation('commission');
  const { date } = useFormat();
  return (
    <>
      <PageHeader
        title={view.number}
        crumbs={[{ to: '/files', label: t('files.title') }]}
        tags={<FileStateTag state={view.state} came={view.came} />}
        lead={t('file.registeredOn', { date: date(view.registeredOn) })}
      />
      <div className="grid gap-6">
        {view.closed === 'withdrawn' ? <Notice title={t('file.withdrawn')}>{t('file.withdrawnText')}</Notice> : null}
        {view.closed === 'expired' ? <Notice title={t('file.expired')}>{t('file.expiredText')}</Notice> : null}
        {view.conflict === 'declared' ? <Notice title={t('conflict.yours')}>{t('conflict.ended')}</Notice> : null}
        {view.conflict === 'undeclared' ? (
          <Card title={t('conflict.title')}>
            <p className="mb-4 max-w-prose">{t('conflict.text')}</p>
            <ConflictForm lastResult={resultOf('conflict')} />
          </Card>
        ) : null}
        {view.came ? <CameCard fileId={view.id} came={view.came} mayTakeIn={view.may.checkCompleteness} /> : null}
        <NextSteps view={view} />
        {view.conflict === 'none' && view.may.declareConflict ? (
          <Card title={t('conflict.later')}>
            <p className="mb-4 max-w-prose">{t('conflict.laterText')}</p>
            <ConfirmDisclosure action={t('conflict.declared')}>
              <p>{t('conflict.help')}</p>
              <LateConflictForm />
            </ConfirmDisclosure>
          </Card>
        ) : null}
        {view.candidates.length > 0 ? (
          <Card title={t('assign.title')}>
            <AssignForm candidates={view.candidates} lastResult={resultOf('assign')} />
          </Card>
        ) : null}
        {view.packet ? (
          <Card title={t('file.about')}>
            <DefinitionList
              items={[
                { term: t('file.code'), value: view.packet.code },
                { term: t('file.sender'), value: view.packet.sender },
                ...(view.sentOutside
                  ? [{ term: t('packets:outside.term'), value: <SentOutsideLine outside={view.sentOutside} /> }]
                  : []),
                ...(view.waiting
                  ? [{ term: t('waiting.title'), value: <WaitingDays waiting={view.waiting} today={view.today} /> }]
                  : []),
                ...(view.due
                  ? [
                      {
                        term: t('file.due'),
                        value: <DueDate date={view.due.on} today={view.today} unverified={!view.due.verified} />,
                      },
                    ]
                  : []),
                ...(view.decidedOn ? [{ term: t('file.decidedOn'), value: date(view.decidedOn) }] : []),
                ...(view.reviewers.length > 0
                  ? [{ term: t('file.reviewers'), value: <Reviewers reviewers={view.reviewers} /> }]
                  : []),
              ]}
            />
          </Card>
        ) : null}
        <PacketMoments moments={view.moments} today={view.today} />
      </div>
    </>
  );
}

const BEFORE_REVIEW: readonly View['state'][] = ['registered', 'incomplete', 'supplemented'];

/** The first one is what comes next: until reviewers read, completeness. */
function NextSteps({ view: { id, state, may, requests } }: { view: View }) {
  const { t } = useTranslation('commission');
  const completeness = { shown: may.checkCompleteness, to: 'completeness', label: t('step.completeness') };
  const early = BEFORE_REVIEW.includes(state);
  const steps = [
    ...(early ? [completeness] : []),
    { shown: may.readFileCoded, to: 'packet', label: t('step.packet') },
    { shown: may.writeReviewNote, to: 'notes', label: t('step.notes') },
    { shown: may.decide, to: 'decision', label: t('step.decide') },
    ...(early ? [] : [completeness]),
    { shown: may.requestDocuments && state !== 'incomplete', to: 'request', label: t('step.request') },
    { shown: may.readFileIdentity, to: 'identity', label: t('step.identity') },
  ].filter((step) => step.shown);
  if (steps.length === 0) return null;
  return (
    <Card title={t('step.title')}>
      <div className="flex flex-wrap gap-3">
        {steps.map((step, position) => (
          <ButtonLink key={step.to} to={`/files/${id}/${step.to}`} look={position === 0 ? 'primary' : 'secondary'}>
            {step.label}
          </ButtonLink>
        ))}
      </div>
      {requests > 0 ? <p className="mt-3 text-quiet">{t('step.requests', { count: requests })}</p> : null}
    </Card>
  );
}

function Reviewers({ reviewers }: { reviewers: View['reviewers'] }) {
  const { t } = useTranslation('commission');
  const words = { none: t('conflict.isNone'), declared: t('conflict.isDeclared'), undeclared: t('conflict.isOpen') };
  return (
    <ul>
      {reviewers.map((reviewer) => (
        <li key={reviewer.name}>
          {reviewer.name} <span className="text-quiet">· {words[reviewer.conflict]}</span>
        </li>
      ))}
    </ul>
  );
}
