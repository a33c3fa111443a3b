import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { codeLists, isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { ReadinessTag, StateTag } from '#app/ui/state-tag.tsx';
import { Stepper } from '#app/ui/stepper.tsx';
import { PacketStateTag } from '#app/features/packets/packet-state-tag.tsx';
import type { PacketStanding } from '#app/features/packets/packets-of-case.server.ts';

/** The six steps of casework; a closed case has them all behind it. */
export function CaseSteps({ step, closed }: { step: string; closed: boolean }) {
  const { label } = useCode();
  const here = codeLists.caseStep.findIndex((code) => code === step);
  return (
    <Stepper
      steps={codeLists.caseStep.map((code, position) => ({
        key: code,
        label: label('caseStep', code),
        state: closed || position < here ? 'done' : position === here ? 'current' : 'later',
      }))}
    />
  );
}

/** The packet's code as a link, where it stands, and the day that counts. */
function PacketLine({ packet, today }: { packet: PacketStanding; today: string }) {
  const { t } = useTranslation('cases');
  const { date } = useFormat();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <Link to={`/packets/${packet.id}`} className="link inline-flex min-h-6 items-center tabular-nums">
        {packet.code}
      </Link>
      <PacketStateTag stands={packet.stands} />
      <span className="text-small text-quiet">{t('standing.packetSince', { date: date(packet.since, 'short') })}</span>
      {packet.due ? <DueDate date={packet.due.on} today={today} unverified={!packet.due.verified} /> : null}
    </span>
  );
}

interface CaseFactsProps {
  openedOn: string;
  daysWaiting: number;
  today: string;
  nextTask: { kind: string; dueOn: string | null } | null;
  readiness: string;
  applicationState: string | null;
  applicationReviewed: boolean;
  packet: PacketStanding | null;
}

export function CaseFacts({ openedOn, daysWaiting, today, nextTask, readiness, applicationState, applicationReviewed, packet }: CaseFactsProps) {
  const { t } = useTranslation('cases');
  const { label } = useCode();
  const { date } = useFormat();
  const task = nextTask && (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {isCode('taskKind', nextTask.kind) ? label('taskKind', nextTask.kind) : nextTask.kind}
      {nextTask.dueOn ? <DueDate date={nextTask.dueOn} today={today} /> : null}
    </span>
  );
  return (
    <Card title={t('standing.title')}>
      <DefinitionList
        items={[
          { term: t('standing.nextTask'), value: task ?? t('list.noTask') },
          { term: t('standing.waiting'), value: t('list.days', { count: daysWaiting }) },
          { term: t('standing.readiness'), value: isCode('readiness', readiness) ? <ReadinessTag readiness={readiness} /> : null },
          {
            term: t('standing.application'),
            value: isCode('applicationState', applicationState) ? <StateTag state={applicationState} reviewed={applicationReviewed} /> : t('standing.noApplication'),
          },
          ...(packet ? [{ term: t('standing.packet'), value: <PacketLine packet={packet} today={today} /> }] : []),
          { term: t('standing.opened'), value: date(openedOn) },
        ]}
      />
    </Card>
  );
}
