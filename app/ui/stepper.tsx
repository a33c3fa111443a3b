import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

export interface Step {
  key: string;
  label: string;
  state: 'done' | 'current' | 'later';
  /** A date or a few words under the label. */
  detail?: string;
}

/** Where the case stands. The state is said in words, not by colour alone. */
export function Stepper({ steps, label }: { steps: readonly Step[]; label?: string }) {
  const { t } = useTranslation('common');
  const names = { done: t('step.done'), current: t('step.current'), later: t('step.later') };
  return (
    <ol aria-label={label ?? t('step.where')} className="grid gap-2 md:auto-cols-fr md:grid-flow-col">
      {steps.map((step) => (
        <li
          key={step.key}
          aria-current={step.state === 'current' ? 'step' : undefined}
          className={`flex items-start gap-2 border-s-4 ps-3 md:border-s-0 md:border-t-4 md:ps-0 md:pt-2 ${
            step.state === 'later' ? 'border-line text-quiet' : 'border-leaf'
          }`}
        >
          {step.state === 'done' ? <Icon name="check" className="mt-0.5 size-5 text-leaf" /> : null}
          <span className="leading-snug">
            <span className={step.state === 'current' ? 'font-semibold' : ''}>{step.label}</span>
            <span className="block text-small text-quiet">
              {names[step.state]}
              {step.detail ? ` · ${step.detail}` : ''}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
