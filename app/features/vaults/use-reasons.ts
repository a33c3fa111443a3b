import { useTranslation } from 'react-i18next';
import { REASONS_BY_HAND, type RenewalReason } from './vault.schema.ts';

/** Why a vault is renewed, in the page's language. */
export function useReasons() {
  const { t } = useTranslation('keys');
  const labels: Record<RenewalReason, string> = {
    member_left: t('reason.member_left'),
    role_withdrawn: t('reason.role_withdrawn'),
    device_lost: t('reason.device_lost'),
    password_known: t('reason.password_known'),
    suspicion: t('reason.suspicion'),
    routine: t('reason.routine'),
  };
  const label = (reason: string) => labels[reason as RenewalReason] ?? t('reason.other');
  return { label, choices: REASONS_BY_HAND.map((reason) => ({ value: reason, label: labels[reason] })) };
}
