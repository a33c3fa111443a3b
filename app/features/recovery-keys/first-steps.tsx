import { useTranslation } from 'react-i18next';
import { Checklist } from '#app/ui/checklist.tsx';
import type { FirstSteps } from './first-steps.server.ts';

/** From an empty organisation to its first case. */
export function FirstStepsList({ steps }: { steps: FirstSteps }) {
  const { t } = useTranslation('recovery');
  return (
    <Checklist
      title={t('steps.title')}
      lead={t('steps.lead')}
      items={[
        { key: 'code', label: t('steps.ownCode'), done: steps.ownCode, to: '/account/recovery-code' },
        { key: 'second', label: t('steps.secondCustodian'), done: steps.secondCustodian, to: '/people/invite' },
        { key: 'ready', label: t('steps.bothReady'), done: steps.bothReady },
        { key: 'key', label: t('steps.recoveryKey'), done: steps.recoveryKey, to: '/keys/recovery' },
        { key: 'people', label: t('steps.colleagues'), done: steps.colleagues, to: '/people/invite' },
        { key: 'case', label: t('steps.firstCase'), done: false },
      ]}
    />
  );
}
