import { useTranslation } from 'react-i18next';
import { Checklist } from '#app/ui/checklist.tsx';

/** Of a new installation, while nobody but the host's people is there. */
export function OperatorSteps({ organisations }: { organisations: boolean }) {
  const { t } = useTranslation('settings');
  return (
    <Checklist
      title={t('steps.title')}
      items={[
        { key: 'organisation', label: t('steps.organisation'), done: organisations, to: '/organisations/new' },
        { key: 'custodian', label: t('steps.custodian'), done: false },
        { key: 'rest', label: t('steps.rest'), done: false },
      ]}
    />
  );
}
