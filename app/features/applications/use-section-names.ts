import { useTranslation } from 'react-i18next';
import type { CheckName } from './checklist.ts';
import { SECTIONS, type Section } from './application.schema.ts';

/** What the sections and the lines of the checklist are called. */
export function useSectionNames() {
  const { t } = useTranslation('applications');
  const sections: Record<Section, string> = {
    place: t('section.place'),
    time: t('section.time'),
    perpetrators: t('section.perpetrators'),
    consequences_health: t('section.health'),
    consequences_life: t('section.life'),
  };
  const help: Record<Section, string> = {
    place: t('help.place'),
    time: t('help.time'),
    perpetrators: t('help.perpetrators'),
    consequences_health: t('help.health'),
    consequences_life: t('help.life'),
  };
  const checks: Record<CheckName, string> = {
    ...sections,
    statement: t('check.statement'),
    consent: t('check.consent'),
    consent_scope: t('check.consentScope'),
    report_consent: t('check.reportConsent'),
    witness_consent: t('check.witnessConsent'),
    review: t('check.review'),
    evidence: t('check.evidence'),
    traces: t('check.noTraces'),
    window: t('check.windowOpen'),
  };
  /** A line that asks about a state of things says the other state when it is not met, instead of being called open. */
  const otherwise: Partial<Record<CheckName, string>> = {
    window: t('check.windowClosed'),
    traces: t('check.traces'),
  };
  const checkName = (item: CheckName, met: boolean) => (met ? checks[item] : (otherwise[item] ?? checks[item]));
  return { sections, help, checkName };
}

/** Where a line of the checklist is worked on; null = nowhere in the case. */
export function checkPath(caseId: string, item: CheckName): string | null {
  const section = SECTIONS.findIndex((name) => name === item);
  if (section >= 0) return sectionPath(caseId, section);
  const pages: Partial<Record<CheckName, string>> = {
    statement: 'statement',
    consent: 'consents',
    consent_scope: 'consents',
    report_consent: 'consents',
    witness_consent: 'consents',
    review: 'application/review',
    evidence: 'evidence',
  };
  const page = pages[item];
  return page ? `/cases/${caseId}/${page}` : null;
}

/** `index` counts from 0; the address from 1. */
export function sectionPath(caseId: string, index: number): string {
  return `/cases/${caseId}/application/${index + 1}`;
}
