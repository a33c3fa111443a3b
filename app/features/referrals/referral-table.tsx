import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ConsentStateTag } from '#app/features/consents/consent-state-tag.tsx';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable, type Column } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import type { ReferralItem } from './referral-view.ts';

/** To which service, to whom, on what and with what answer; notes are one deliberate step away. */
export function ReferralTable({ caseId, referrals }: { caseId: string; referrals: readonly ReferralItem[] }) {
  const { t } = useTranslation('referrals');
  const { label } = useCode();
  const { date } = useFormat();
  const columns: Column<ReferralItem>[] = [
    {
      key: 'service',
      header: t('list.service'),
      cell: (referral) => (
        <Link to={`/cases/${caseId}/referrals/${referral.id}`} className="link inline-flex min-h-6 items-center">
          {label('referralService', referral.service)}
        </Link>
      ),
    },
    { key: 'recipient', header: t('list.recipient'), cell: (referral) => referral.recipient },
    { key: 'when', header: t('list.when'), cell: (referral) => date(referral.referredOn, 'short') },
    {
      key: 'consent',
      header: t('list.consent'),
      cell: (referral) => (referral.consent ? <ConsentStateTag state={referral.consent} /> : t('list.nothingPassed')),
    },
    {
      key: 'outcome',
      header: t('list.outcome'),
      cell: (referral) => (referral.outcome ? label('referralOutcome', referral.outcome.code) : t('list.open')),
    },
  ];
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={referrals}
      rowKey={(referral) => referral.id}
      empty={<EmptyState title={t('list.empty')} text={t('list.emptyText')} />}
    />
  );
}
