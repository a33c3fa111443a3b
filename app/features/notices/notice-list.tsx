import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Badge } from '#app/ui/tag.tsx';
import type { NoticeItem, NoticeKind } from './notice-kinds.ts';

/** What happened and where to look; a notice never says what is inside. */
export function NoticeList({ items }: { items: readonly NoticeItem[] }) {
  const { t } = useTranslation('notices');
  const { dateTime } = useFormat();
  const texts: Record<NoticeKind, string> = {
    case_assigned: t('kind.case_assigned'),
    case_unassigned: t('kind.case_unassigned'),
    glass_broken: t('kind.glass_broken'),
    letter_ready: t('kind.letter_ready'),
    packet_state: t('kind.packet_state'),
    consent_withdrawn: t('kind.consent_withdrawn'),
    erasure_requested: t('kind.erasure_requested'),
    erasure_done: t('kind.erasure_done'),
    erasure_declined: t('kind.erasure_declined'),
    roles_changed: t('kind.roles_changed'),
    member_left: t('kind.member_left'),
    cases_taken_over: t('kind.cases_taken_over'),
    keys_renewed: t('kind.keys_renewed'),
    member_joined: t('kind.member_joined'),
    member_renewed: t('kind.member_renewed'),
    code_used: t('kind.code_used'),
    password_changed: t('kind.password_changed'),
    factors_changed: t('kind.factors_changed'),
    second_step_failed: t('kind.second_step_failed'),
    second_step_missing: t('kind.second_step_missing'),
    sign_ins_refused: t('kind.sign_ins_refused'),
    organisation_recovered: t('kind.organisation_recovered'),
    recovery_key_made: t('kind.recovery_key_made'),
    drill_due: t('kind.drill_due'),
    application_ready: t('kind.application_ready'),
    application_returned: t('kind.application_returned'),
    application_approved: t('kind.application_approved'),
    file_assigned: t('kind.file_assigned'),
    notes_written: t('kind.notes_written'),
    reviewer_wanted: t('kind.reviewer_wanted'),
    reading_unusual: t('kind.reading_unusual'),
    reading_refused: t('kind.reading_refused'),
    reading_much: t('kind.reading_much'),
    canary_opened: t('kind.canary_opened'),
    wants_to_apply: t('kind.wants_to_apply'),
    lawyer_wanted: t('kind.lawyer_wanted'),
    packet_asked: t('kind.packet_asked'),
    packet_decided: t('kind.packet_decided'),
    documents_came: t('kind.documents_came'),
    documents_told: t('kind.documents_told'),
  };
  if (items.length === 0) return <EmptyState title={t('empty')} text={t('emptyText')} />;
  return (
    <ul className="grid gap-3">
      {items.map(({ id, kind, at, unread, code, to }) => (
        <li
          key={id}
          className={`flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 rounded-card border bg-surface p-4 shadow-card ${unread ? 'border-leaf' : 'border-line'}`}
        >
          <div>
            <p className={unread ? 'font-semibold' : ''}>{kind ? texts[kind] : t('kind.other')}</p>
            <p className="text-small text-quiet">{dateTime(at)}</p>
          </div>
          <div className="flex items-center gap-3">
            {unread ? <Badge tone="leaf">{t('new')}</Badge> : null}
            {to ? (
              <Link to={to} className="link inline-flex min-h-6 items-center">
                {code ?? t('look')}
              </Link>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
