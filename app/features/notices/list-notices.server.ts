import { hasRole } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isNoticeKind, type NoticeItem } from './notice-kinds.ts';
import { findNotices, markAllRead, visibleCodes, visibleFiles, visiblePacketCodes } from './notice-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'notices.listed': { shown: number };
    'notices.read': { count: number };
  }
}

const SHOWN = 100;

/** What wants this member's attention: kinds, dates and where to go, no content. */
export async function listNotices(uow: UnitOfWork) {
  const rows = await findNotices(uow, SHOWN);
  const seesCases = hasRole(uow.actor, 'caseworker', 'counsellor', 'legal_officer', 'supervisor');
  const of = (...kinds: string[]) => rows.flatMap((row) => (kinds.includes(row.subject_kind) ? [row.subject_id] : []));
  const codes = seesCases
    ? new Map([...(await visibleCodes(uow, of('Case'))), ...(await visiblePacketCodes(uow, of('Packet')))])
    : new Map<string, string>();
  const files = await visibleFiles(uow, uow.actor.organisationKind === 'commission' ? of('Packet', 'ReviewFile') : []);
  const items = rows.map((row): NoticeItem => {
    const file = files.get(row.subject_id);
    const code = file?.number ?? codes.get(row.subject_id) ?? null;
    return {
      id: row.id,
      kind: isNoticeKind(row.kind) ? row.kind : null,
      at: row.created_at.toISOString(),
      unread: row.read_at === null,
      code,
      to:
        (file ? `/files/${file.id}` : null) ??
        HER_ACCOUNT[row.kind] ??
        addressOf(row, code !== null, hasRole(uow.actor, 'auditor')) ??
        addressForCustodian(row, hasRole(uow.actor, 'custodian')),
    };
  });
  return done(
    { items, unread: items.filter((item) => item.unread).length },
    { type: 'notices.listed', detail: { shown: items.length } },
  );
}

/** Everything that is listed was seen. */
export async function readNotices(uow: UnitOfWork) {
  const count = await markAllRead(uow);
  return done({ read: count }, { type: 'notices.read', detail: { count } });
}

/** The part of the case that a notice is about; others lead to its overview. */
const PART: Partial<Record<string, string>> = {
  application_ready: '/application/review',
  application_returned: '/application',
  application_approved: '/application',
  reviewer_wanted: '/assignments',
  wants_to_apply: '/application',
  lawyer_wanted: '/assignments',
  consent_withdrawn: '/consents',
};

/** About how she signs in herself: to where she can see it and act. */
const HER_ACCOUNT: Partial<Record<string, string>> = {
  password_changed: '/account/sessions',
  factors_changed: '/account/factors',
  second_step_failed: '/account/password',
  second_step_missing: '/account/password',
  sign_ins_refused: '/account/sessions',
};

/** About a member who opened unusually much, or what nobody has a reason to open: to what she did, or to where her sessions can be ended. */
const READING = ['reading_unusual', 'reading_refused', 'reading_much', 'canary_opened'];

function addressOf(
  row: { kind: string; subject_kind: string; subject_id: string },
  visible: boolean,
  audits: boolean,
): string | null {
  if (row.subject_kind === 'Case')
    return visible
      ? `/cases/${row.subject_id}${PART[row.kind] ?? ''}`
      : audits
        ? `/audit?case=${row.subject_id}`
        : null;
  if (READING.includes(row.kind)) return audits ? `/audit?member=${row.subject_id}` : `/people/${row.subject_id}`;
  return row.subject_kind === 'Packet' && visible ? `/packets/${row.subject_id}` : null;
}

function addressForCustodian(
  { kind, subject_kind }: { kind: string; subject_kind: string },
  custodian: boolean,
): string | null {
  if (!custodian || subject_kind !== 'Member') return null;
  return kind === 'drill_due' || kind === 'recovery_key_made' ? '/keys/recovery' : '/people';
}
