import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Card } from '#app/ui/card.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import { isDue, type PacketMoment } from './packet-view.ts';

/** What happened, newest first, with the days that follow from it as long as they count. */
export function PacketMoments({ moments, today }: { moments: readonly PacketMoment[]; today: string }) {
  const { t } = useTranslation('packets');
  const { label } = useCode();
  if (moments.length === 0) return null;
  const until: Partial<Record<PacketMoment['state'], string>> = {
    registered: t('moments.decisionUntil'),
    incomplete: t('letter.answerUntil'),
    rejected: t('letter.remedyUntil'),
  };
  const entries = moments.map((moment, position) => ({
    id: moment.id,
    at: moment.on,
    title: label('packetProgress', moment.state),
    meta: moment.source === 'paper' ? t('moments.paper') : t('moments.system'),
    body:
      moment.due && isDue(moment, moments.slice(0, position)) ? (
        <>
          {until[moment.state]} <DueDate date={moment.due.on} today={today} unverified={!moment.due.verified} />
        </>
      ) : undefined,
  }));
  return (
    <Card title={t('moments.title')}>
      <Timeline entries={entries} />
    </Card>
  );
}
