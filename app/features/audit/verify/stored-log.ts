/** The log as it lies in the database, in the form in which it is checked: nothing is trusted, so nothing is converted. */
export interface StoredLog {
  /** by position, each with the event of its number, if there is one */
  leaves(): AsyncIterable<StoredLeaf>;
  /** the numbers of the events that no leaf names, in order */
  looseEvents(): AsyncIterable<bigint>;
  /** one per 256 leaves; they are held in memory */
  subtrees(): AsyncIterable<StoredSubtree>;
  /** by size */
  checkpoints(): AsyncIterable<StoredCheckpoint>;
}

export interface StoredLeaf {
  position: bigint;
  sequence: bigint;
  leafHash: Buffer;
  event: StoredEvent | null;
}

export interface StoredEvent {
  sequence: bigint;
  id: string;
  /** microseconds since 1970, as precise as the database keeps them; null for a moment that no date has */
  atMicroseconds: bigint | null;
  actorId: string | null;
  actorOrganisationId: string | null;
  organisationId: string | null;
  type: string;
  action: string;
  outcome: string;
  resourceKind: string | null;
  resourceId: string | null;
  caseId: string | null;
  consentId: string | null;
  purpose: string | null;
  /** the database's own text of the JSON, in which no number has been rounded */
  detail: string;
  payloadHash: Buffer;
}

export interface StoredSubtree {
  level: number;
  position: bigint;
  hash: Buffer;
}

export interface StoredCheckpoint {
  size: bigint;
  root: Buffer;
  lastSequence: bigint;
  note: string;
  keyVersion: number;
  atMicroseconds: bigint | null;
}
