import { useTranslation } from 'react-i18next';
import type { Code } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Badge, type Tone } from './tag.tsx';

const applicationTones: Record<Code<'applicationState'>, Tone> = {
  drafting: 'neutral',
  ready: 'leaf',
  handed_over: 'sky',
  registered: 'sky',
  incomplete: 'honey',
  supplemented: 'sky',
  under_review: 'sky',
  interview: 'sky',
  recognised: 'leaf',
  rejected: 'honey',
  reconsideration_requested: 'sky',
  administrative_dispute: 'sky',
  dispute_decided: 'neutral',
  withdrawn: 'neutral',
};

interface StateTagProps {
  state: Code<'applicationState'>;
  /** What is said to be so: an application, or the packet or file that it became. */
  of?: 'applicationState' | 'packetProgress';
  /** a colleague has approved it: a ready one says so */
  reviewed?: boolean;
}

/** Where an application stands. No state is red: a refusal asks for the next step, it is not a failure. */
export function StateTag({ state, of = 'applicationState', reviewed = false }: StateTagProps) {
  const { label } = useCode();
  const { t } = useTranslation('common');
  return <Badge tone={applicationTones[state]}>{reviewed && state === 'ready' ? t('reviewed') : label(of, state)}</Badge>;
}

/** What the survivor wants about the status; "not now" looks like every other answer. */
export function ReadinessTag({ readiness }: { readiness: Code<'readiness'> }) {
  const { label } = useCode();
  return <Badge tone={readiness === 'wants_to_apply' ? 'leaf' : 'neutral'}>{label('readiness', readiness)}</Badge>;
}
