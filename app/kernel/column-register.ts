/**
 * Every sealed column, with the compartment whose key seals it. The codec takes the compartment from here, so no feature
 * can choose a wrong one; tests/rls/columns.test.ts compares the list with the database, where every other
 * column must have a reason in open-columns.ts. `row:compartment` = the row says it.
 */
export interface SealedTable {
  /** whose content key it is, and the column that holds the subject's id */
  readonly subject: { readonly kind: SubjectKind; readonly column: string };
  /** instead of `subject` for the rows in which this column is not empty: they can be closed apart from the others */
  readonly apart?: { readonly kind: SubjectKind; readonly column: string };
  readonly compartment: string;
  readonly columns: Readonly<Record<string, 'text' | 'bytes'>>;
}

export type SubjectKind = 'case' | 'group_session' | 'packet' | 'packet_consent' | 'letter' | 'review_file';

const ofCase = { kind: 'case', column: 'case_id' } as const;

export const SEALED_TABLES = {
  case_file: {
    subject: { kind: 'case', column: 'id' },
    compartment: 'casework',
    columns: { statistics_link_ct: 'text' },
  },
  break_glass: { subject: ofCase, compartment: 'casework', columns: { reason_ct: 'text' } },
  identity_record: {
    subject: ofCase,
    compartment: 'identity',
    columns: {
      full_name_ct: 'text',
      personal_number_ct: 'text',
      birth_date_ct: 'text',
      address_ct: 'text',
      phone_ct: 'text',
      safe_contact_ct: 'text',
      next_of_kin_ct: 'text',
      demographics_ct: 'text',
    },
  },
  consent: { subject: ofCase, compartment: 'casework', columns: { note_ct: 'text', withdrawal_note_ct: 'text' } },
  support_session: {
    subject: ofCase,
    compartment: 'row:compartment',
    columns: { service_ct: 'text', place_ct: 'text', note_ct: 'text', statistics_ct: 'text' },
  },
  session_version: {
    subject: ofCase,
    compartment: 'row:compartment',
    columns: { service_ct: 'text', place_ct: 'text', note_ct: 'text', reason_ct: 'text' },
  },
  referral: {
    subject: ofCase,
    compartment: 'casework',
    columns: {
      service_ct: 'text',
      recipient_ct: 'text',
      note_ct: 'text',
      statistics_ct: 'text',
      outcome_ct: 'text',
      outcome_note_ct: 'text',
    },
  },
  group_session: {
    subject: { kind: 'group_session', column: 'id' },
    compartment: 'row:compartment',
    columns: { topic_ct: 'text', note_ct: 'text' },
  },
  task: { subject: ofCase, compartment: 'casework', columns: { text_ct: 'text', outcome_ct: 'text' } },
  statement_version: { subject: ofCase, compartment: 'legal', columns: { text_ct: 'text' } },
  application: {
    subject: ofCase,
    compartment: 'legal',
    columns: {
      place_ct: 'text',
      time_ct: 'text',
      perpetrators_ct: 'text',
      consequences_health_ct: 'text',
      consequences_life_ct: 'text',
      review_note_ct: 'text',
    },
  },
  evidence: {
    subject: ofCase,
    compartment: 'legal',
    columns: { title_ct: 'text', provenance_ct: 'text', sha256_ct: 'text' },
  },
  evidence_chunk: { subject: ofCase, compartment: 'legal', columns: { content_ct: 'bytes' } },
  evidence_custody: { subject: ofCase, compartment: 'legal', columns: { note_ct: 'text' } },
  packet: { subject: { kind: 'packet', column: 'id' }, compartment: 'identity', columns: { received_by_ct: 'text' } },
  packet_document: {
    subject: { kind: 'packet', column: 'packet_id' },
    apart: { kind: 'packet_consent', column: 'packet_consent_id' },
    compartment: 'row:compartment',
    columns: { content_ct: 'bytes' },
  },
  letter: { subject: { kind: 'letter', column: 'id' }, compartment: 'legal', columns: { body_ct: 'text' } },
  review_file: {
    subject: { kind: 'review_file', column: 'id' },
    compartment: 'review',
    columns: { reasons_ct: 'text', remedy_ct: 'text' },
  },
  review_note: {
    subject: { kind: 'review_file', column: 'review_file_id' },
    compartment: 'review',
    columns: { assessment_ct: 'text', text_ct: 'text' },
  },
} as const satisfies Record<string, SealedTable>;

export type SealedTableName = keyof typeof SEALED_TABLES;
type Columns<Table extends SealedTableName> = (typeof SEALED_TABLES)[Table]['columns'];
type WithoutSuffix<Column> = Column extends `${infer Name}_ct` ? Name : never;

/** `full_name_ct` is `full_name` in code. */
export type SealedField<Table extends SealedTableName> = WithoutSuffix<keyof Columns<Table>>;
export type FieldValue<Table extends SealedTableName, Field extends string> = `${Field}_ct` extends keyof Columns<Table>
  ? Columns<Table>[`${Field}_ct`] extends 'bytes'
    ? Buffer
    : string
  : never;

/** The vault of the commission that holds what a CSO's compartment seals to it. */
export const COUNTERPART: Readonly<Record<string, string>> = { legal: 'review', identity: 'identity_sheet' };
