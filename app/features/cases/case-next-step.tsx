import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { daysBetween } from '#app/platform/i18n/format.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import type { LawyerWanted } from './lawyer-wanted.ts';
import type { NextStep } from './next-step.ts';

interface NextStepCardProps {
  caseId: string;
  /** the newest packet's, for the steps that are taken there */
  packetId: string | undefined;
  next: NextStep | null;
  closed: boolean;
  lawyerWanted: LawyerWanted | null;
  today: string;
}

/** The one obvious next step, with a sentence on why; nothing here is urgent by itself. */
export function NextStepCard({ caseId, packetId, next, closed, lawyerWanted, today }: NextStepCardProps) {
  const { t } = useTranslation('cases');
  const awaited = lawyerWanted ? <LawyerAwaited wanted={lawyerWanted} today={today} /> : null;
  if (next === null) {
    return (
      <Card title={t('next.title')}>
        {awaited}
        <p>{closed ? t('next.closed') : t('next.nothing')}</p>
      </Card>
    );
  }
  const theCase = `/cases/${caseId}`;
  const thePacket = `/packets/${packetId}`;
  const steps: Record<NextStep, { to: string; action: string; why: string }> = {
    assign: { to: `${theCase}/assignments`, action: t('next.assign'), why: t('next.assignWhy') },
    lawyer: { to: `${theCase}/assignments`, action: t('next.lawyer'), why: t('next.lawyerWhy') },
    identity: { to: `${theCase}/identity`, action: t('next.identity'), why: t('next.identityWhy') },
    consents: { to: `${theCase}/consents`, action: t('next.consents'), why: t('next.consentsWhy') },
    letter: { to: thePacket, action: t('next.letter'), why: t('next.letterWhy') },
    tell: { to: `${theCase}/tasks`, action: t('next.tell'), why: t('next.tellWhy') },
    answer: { to: thePacket, action: t('next.answer'), why: t('next.answerWhy') },
    task: { to: `${theCase}/tasks`, action: t('next.task'), why: t('next.taskWhy') },
    review: { to: `${theCase}/application/review`, action: t('next.review'), why: t('next.reviewWhy') },
    application: { to: `${theCase}/application`, action: t('next.application'), why: t('next.applicationWhy') },
    send: { to: thePacket, action: t('next.send'), why: t('next.sendWhy') },
    packet: { to: `${theCase}/packet`, action: t('next.packet'), why: t('next.packetWhy') },
    session: { to: `${theCase}/sessions/new`, action: t('next.session'), why: t('next.sessionWhy') },
  };
  const { to, action, why } = steps[next];
  return (
    <Card title={t('next.title')}>
      {awaited}
      <p className="mb-4 max-w-prose">{why}</p>
      <ButtonLink to={to}>{action}</ButtonLink>
    </Card>
  );
}

/** That somebody else's step is waited for, and since when. It stops nothing that can be done meanwhile. */
function LawyerAwaited({ wanted: { since }, today }: { wanted: LawyerWanted; today: string }) {
  const { t } = useTranslation('cases');
  const { date } = useFormat();
  const count = since ? Math.max(0, daysBetween(since, today)) : 0;
  return (
    <p className="mb-3 max-w-prose border-s-4 border-honey ps-3">
      {since ? t('next.awaited', { date: date(since), count }) : t('next.awaitedUnknown')}
    </p>
  );
}
