/** A checkpoint as it is shown and printed: it says nothing of anybody. */
export interface CheckpointView {
  /** events of all organisations in the log */
  size: number;
  /** the root of the log's tree, base64 */
  root: string;
  /** when it was made, ISO 8601 */
  at: string;
}

export interface LogStateView {
  /** null before the first one */
  last: CheckpointView | null;
  /** her organisation's events that came after it */
  unsealed: number;
}
