import type { ReactNode } from 'react';

const tones = {
  neutral: 'bg-sunken text-ink border-line',
  leaf: 'bg-leaf-soft text-leaf-strong border-transparent',
  sky: 'bg-sky-soft text-sky border-transparent',
  honey: 'bg-honey-soft text-honey border-transparent',
  brick: 'bg-brick-soft text-brick border-transparent',
} as const;

/** neutral: a fact, also "not now"; leaf: reached; sky: under way elsewhere; honey: asks for attention; brick: danger. */
export type Tone = keyof typeof tones;

export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={`inline-flex items-center rounded-full border px-2.5 py-0.5 text-small ${tones[tone]}`}>
      {children}
    </span>
  );
}
