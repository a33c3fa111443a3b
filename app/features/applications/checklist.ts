/** What a complete application has; `window` = applications are taken now. */
export type CheckName =
  | 'place'
  | 'time'
  | 'statement'
  | 'consent'
  /** she agrees to less than a submission needs */
  | 'consent_scope'
  | 'report_consent'
  | 'witness_consent'
  | 'review'
  | 'perpetrators'
  | 'consequences_health'
  | 'consequences_life'
  | 'evidence'
  | 'window';

export interface CheckItem {
  item: CheckName;
  /** a packet is frozen only when it is met */
  required: boolean;
  met: boolean;
}
