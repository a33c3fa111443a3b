import { Badge, type Tone } from '#app/ui/tag.tsx';
import type { ConsentState } from './consent-state.ts';
import { useStateNames } from './consent-texts.ts';

const tones: Record<ConsentState, Tone> = {
  given: 'leaf',
  narrow: 'honey',
  refused: 'neutral',
  withdrawn: 'neutral',
  expired: 'honey',
  not_asked: 'neutral',
};

/** A no and a withdrawal look like every other answer; only what ran out or covers too little asks for attention. */
export function ConsentStateTag({ state }: { state: ConsentState }) {
  const names = useStateNames();
  return <Badge tone={tones[state]}>{names[state]}</Badge>;
}
