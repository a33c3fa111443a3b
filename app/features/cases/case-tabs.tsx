import { useTranslation } from 'react-i18next';
import { Tabs } from '#app/ui/tabs.tsx';

/** Which parts of a case this member may open. */
export interface CaseParts {
  readIdentity: boolean;
  readConsents: boolean;
  readCasework: boolean;
  readReferrals: boolean;
  readStatement: boolean;
  readApplication: boolean;
  readAssignments: boolean;
}

/** `here`: the part that a page belongs to whose address lies elsewhere. */
export function CaseTabs({ caseId, may, here }: { caseId: string; may: CaseParts; here?: string }) {
  const { t } = useTranslation('cases');
  const parts = [
    { part: '', label: t('tabs.overview'), shown: true },
    { part: '/identity', label: t('tabs.identity'), shown: may.readIdentity },
    { part: '/consents', label: t('tabs.consents'), shown: may.readConsents },
    { part: '/sessions', label: t('tabs.sessions'), shown: may.readCasework },
    { part: '/referrals', label: t('tabs.referrals'), shown: may.readReferrals },
    { part: '/tasks', label: t('tabs.tasks'), shown: may.readCasework },
    { part: '/statement', label: t('tabs.statement'), shown: may.readStatement },
    { part: '/application', label: t('tabs.application'), shown: may.readApplication },
    { part: '/packet', label: t('tabs.packet'), shown: may.readApplication },
    { part: '/assignments', label: t('tabs.team'), shown: may.readAssignments },
  ];
  const items = parts.filter(({ shown }) => shown).map(({ part, label }) => ({ to: `/cases/${caseId}${part}`, label, end: part === '', here: part === here }));
  return <Tabs items={items} label={t('tabs.label')} />;
}
