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
  /** what reviewers will read says nothing of who she is; known only where the texts are open */
  | 'traces'
  | 'window';

export interface CheckItem {
  item: CheckName;
  /** a packet is frozen only when it is met */
  required: boolean;
  met: boolean;
}

/** The remark on what reviewers would learn of her. Freezing asks about it, so it is no surprise there. */
export function traceItem(found: readonly unknown[]): CheckItem {
  return { item: 'traces', required: false, met: found.length === 0 };
}
