import { useTranslation } from 'react-i18next';
import { Stepper } from '#app/ui/stepper.tsx';

const ORDER = ['contact', 'identity', 'consents'] as const;

/** The way from a first contact to a case that can be worked on; each part may be left for later. */
export function OpeningSteps({ at }: { at: (typeof ORDER)[number] }) {
  const { t } = useTranslation('cases');
  const labels = { contact: t('opening.contact'), identity: t('opening.identity'), consents: t('opening.consents') };
  const here = ORDER.indexOf(at);
  return (
    <div className="mb-6">
      <Stepper
        label={t('opening.label')}
        steps={ORDER.map((key, position) => ({
          key,
          label: labels[key],
          state: position < here ? 'done' : position === here ? 'current' : 'later',
        }))}
      />
    </div>
  );
}
