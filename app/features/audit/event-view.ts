/** One event as the auditor sees it: codes, counts and opaque ids. */
export interface EventView {
  sequence: string;
  at: string;
  /** null = nobody was signed in */
  actorId: string | null;
  /** a colleague's name; null for other organisations' members, who stay ids */
  actorName: string | null;
  /** a member of another organisation acted on this organisation's data */
  foreignActor: boolean;
  type: string;
  action: string;
  outcome: string;
  resourceKind: string | null;
  resourceId: string | null;
  caseId: string | null;
  purpose: string | null;
  detail: { name: string; value: string }[];
  /** the stored hash is the hash of what is stored */
  intact: boolean;
}
