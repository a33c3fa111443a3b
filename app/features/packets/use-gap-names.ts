import { useTranslation } from 'react-i18next';
import type { FreezeGap } from './freeze-source.server.ts';

/** The names of what is still missing. */
export function useGapNames(): (gap: FreezeGap) => string {
  const { t } = useTranslation('packets');
  const names: Record<FreezeGap, string> = {
    place: t('gap.place'),
    time: t('gap.time'),
    statement: t('gap.statement'),
    consent: t('gap.consent'),
    consent_scope: t('gap.consentScope'),
    report_consent: t('gap.reportConsent'),
    witness_consent: t('gap.witnessConsent'),
    review: t('gap.review'),
    perpetrators: t('gap.perpetrators'),
    consequences_health: t('gap.health'),
    consequences_life: t('gap.life'),
    evidence: t('gap.evidence'),
    window: t('gap.window'),
    traces: t('freeze.named'),
    not_ready: t('gap.notReady'),
    name: t('gap.name'),
    commission: t('gap.commission'),
    already_sent: t('gap.alreadySent'),
    already_decided: t('gap.alreadyDecided'),
  };
  return (gap) => names[gap];
}

/** The names of the texts that reviewers read. */
export function useTextNames(): (text: string) => string {
  const { t } = useTranslation('packets');
  const names: Record<string, string> = {
    place: t('text.place'),
    time: t('text.time'),
    perpetrators: t('text.perpetrators'),
    consequences_health: t('text.health'),
    consequences_life: t('text.life'),
    narrative: t('text.statement'),
    evidence: t('text.evidence'),
  };
  return (text) => names[text] ?? text;
}
