/** What a notice can be about. A kind that a newer part of the system adds is shown in general words until it is named here. */
export const NOTICE_KINDS = [
  'case_assigned',
  'case_unassigned',
  'glass_broken',
  'letter_ready',
  'packet_state',
  'consent_withdrawn',
  'erasure_requested',
  'erasure_done',
  'erasure_declined',
  'roles_changed',
  'member_left',
  'cases_taken_over',
  'keys_renewed',
  'member_joined',
  'member_renewed',
  'code_used',
  'password_changed',
  'factors_changed',
  'second_step_failed',
  'second_step_missing',
  'sign_ins_refused',
  'organisation_recovered',
  'recovery_key_made',
  'drill_due',
  'application_ready',
  'application_returned',
  'application_approved',
  'file_assigned',
  'notes_written',
  'reviewer_wanted',
  'reading_unusual',
  'reading_refused',
  'reading_much',
  'canary_opened',
  'wants_to_apply',
  'lawyer_wanted',
  'packet_asked',
  'packet_decided',
  'documents_came',
  'documents_told',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export function isNoticeKind(kind: string): kind is NoticeKind {
  return NOTICE_KINDS.some((known) => known === kind);
}

export interface NoticeItem {
  id: string;
  kind: NoticeKind | null;
  at: string;
  unread: boolean;
  /** of a case, or number of a file, that the member may see */
  code: string | null;
  to: string | null;
}
