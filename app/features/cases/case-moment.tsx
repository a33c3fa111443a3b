import { useTranslation } from 'react-i18next';
import { isCode, type CodeList } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Timeline, type TimelineEntry } from '#app/ui/timeline.tsx';
import type { CaseMoment } from './timeline-view.ts';

const SERVICES = ['psychosocialService', 'legalService', 'otherService'] as const satisfies readonly CodeList[];

/** What happened, in words; kinds and dates only. */
export function CaseTimeline({ moments }: { moments: readonly CaseMoment[] }) {
  const { t } = useTranslation('cases');
  const say = useMoment();
  if (moments.length === 0) return <EmptyState title={t('timeline.empty')} />;
  return <Timeline entries={moments.map((moment): TimelineEntry => ({ id: moment.id, at: moment.at, ...say(moment) }))} />;
}

function useMoment(): (moment: CaseMoment) => { title: string; meta?: string } {
  const { t } = useTranslation('cases');
  const { label } = useCode();
  const named = <List extends CodeList>(list: List, code: string) => (isCode(list, code) ? label(list, code) : code);
  return (moment) => {
    switch (moment.what) {
      case 'opened':
        return { title: t('timeline.opened') };
      case 'closed':
        return { title: t('timeline.closed') };
      case 'glass':
        return { title: t('timeline.glass') };
      case 'assigned':
        return { title: t('timeline.assigned'), meta: moment.who };
      case 'unassigned':
        return { title: t('timeline.unassigned'), meta: moment.who };
      case 'session': {
        const list = SERVICES.find((candidate) => isCode(candidate, moment.service));
        return { title: list ? named(list, moment.service) : t('timeline.session'), meta: moment.worker };
      }
      case 'referral':
        return { title: t('timeline.referral'), meta: named('referralService', moment.service) };
      case 'referral_answered':
        return { title: named('referralOutcome', moment.outcome), meta: t('timeline.referralTo', { service: named('referralService', moment.service) }) };
      case 'consent': {
        const answers = { given: t('timeline.given'), refused: t('timeline.refused'), withdrawn: t('timeline.withdrawn') };
        return { title: named('consentPurpose', moment.purpose), meta: answers[moment.answer] };
      }
      case 'task':
        return { title: named('taskKind', moment.kind), meta: t('timeline.taskDone') };
      case 'frozen':
        return { title: t('timeline.frozen'), meta: moment.code };
      case 'packet':
        return { title: named('packetProgress', moment.state), meta: moment.code };
    }
  };
}
