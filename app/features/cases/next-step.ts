/** What the next step depends on; `may…` are this member's, so that nobody is sent where she cannot go. */
export interface Standing {
  closed: boolean;
  mayAssign: boolean;
  assignedCount: number;
  mayEditIdentity: boolean;
  hasName: boolean;
  mayRecordConsent: boolean;
  consentCount: number;
  mayRecordCasework: boolean;
  hasOpenTask: boolean;
  readiness: string;
  mayWriteApplication: boolean;
  /** null = none begun */
  applicationState: string | null;
}

export type NextStep = 'assign' | 'identity' | 'consents' | 'task' | 'application' | 'session';

/** The one obvious next step of a case, or null. Identity and consents may wait; they are offered, not demanded. */
export function nextStep(standing: Standing): NextStep | null {
  if (standing.closed) return null;
  if (standing.mayAssign) return standing.assignedCount === 0 ? 'assign' : null;
  if (standing.mayEditIdentity && !standing.hasName) return 'identity';
  if (standing.mayRecordConsent && standing.consentCount === 0) return 'consents';
  if (standing.mayRecordCasework && standing.hasOpenTask) return 'task';
  const begun = standing.applicationState === null || standing.applicationState === 'drafting';
  if (standing.mayWriteApplication && standing.readiness === 'wants_to_apply' && begun) return 'application';
  return standing.mayRecordCasework ? 'session' : null;
}
