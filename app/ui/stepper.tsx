import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

export interface Step {
  key: string;
  label: string;
  state: 'done' | 'current' | 'later';
  /** A date or a few words under the label. */
  detail?: string;
}

/** Where the case stands. The state is said in words, not by colour alone; a telephone shows the words of the step that is now. */
export function Stepper({ steps, label }: { steps: readonly Step[]; label?: string }) {
  const { t } = useTranslation('common');
  const names = { done: t('step.done'), current: t('step.current'), later: t('step.later') };
  return (
    <ol aria-label={label ?? t('step.where')} className="relative grid auto-cols-fr grid-flow-col gap-2 max-md:pb-14">
      {steps.map((step) => (
        <li
          key={step.key}
          aria-current={step.state === 'current' ? 'step' : undefined}
          className={`flex items-start gap-2 border-t-4 pt-2 ${step.state === 'later' ? 'border-line text-quiet' : 'border-leaf'}`}
        >
          {step.state === 'done' ? <Icon name="check" className="mt-0.5 size-5 text-leaf max-md:hidden" /> : null}
          <span
            className={`leading-snug ${step.state === 'current' ? 'max-md:absolute max-md:inset-x-0 max-md:bottom-0' : 'max-md:sr-only'}`}
          >
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
