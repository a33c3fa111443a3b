import type { PacketStands } from '#app/features/packets/packet-view.ts';

/** What the next step depends on; `may…` are this member's, so that nobody is sent where she cannot go. */
export interface Standing {
  closed: boolean;
  mayAssign: boolean;
  assignedCount: number;
  /** she wants to apply, and no legal officer works on the case */
  lawyerWanted: boolean;
  mayEditIdentity: boolean;
  hasName: boolean;
  mayRecordConsent: boolean;
  consentCount: number;
  mayRecordCasework: boolean;
  hasOpenTask: boolean;
  /** the commission has decided, and nobody has met her about it yet */
  toTell: boolean;
  /** the commission asked for something that was not handed in yet */
  toAnswer: boolean;
  readiness: string;
  mayWriteApplication: boolean;
  /** null = none begun */
  applicationState: string | null;
  /** it waits for a second legal officer, and this member is one who may look */
  toReview: boolean;
  mayFreeze: boolean;
  /** the newest packet, for who may follow it */
  packet: { id: string; stands: PacketStands; unopened: number } | null;
}

export type NextStep = 'assign' | 'lawyer' | 'identity' | 'consents' | 'letter' | 'tell' | 'answer' | 'task' | 'review' | 'application' | 'send' | 'packet' | 'session';

/** The one obvious next step of a case, or null. Identity and consents may wait; they are offered, not demanded. */
export function nextStep(standing: Standing): NextStep | null {
  const { packet } = standing;
  if (standing.closed) return null;
  if (standing.mayAssign && standing.assignedCount === 0) return 'assign';
  if (standing.mayAssign) return standing.lawyerWanted ? 'lawyer' : null;
  if (standing.mayEditIdentity && !standing.hasName) return 'identity';
  if (standing.mayRecordConsent && standing.consentCount === 0) return 'consents';
  if (packet && packet.unopened > 0) return 'letter';
  if (standing.mayRecordCasework && standing.toTell) return 'tell';
  if (standing.toAnswer && standing.mayWriteApplication) return 'answer';
  if (standing.toReview) return 'review';
  const begun = standing.applicationState === null || standing.applicationState === 'drafting';
  if (standing.mayWriteApplication && standing.readiness === 'wants_to_apply' && begun) return 'application';
  if (packet?.stands === 'frozen' && standing.mayRecordCasework) return 'send';
  if (standing.mayFreeze && standing.applicationState === 'ready') return 'packet';
  if (standing.mayRecordCasework && standing.hasOpenTask) return 'task';
  return standing.mayRecordCasework ? 'session' : null;
}
