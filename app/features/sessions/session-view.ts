import type { Service, SupportKind } from './session.schema.ts';

/** A session in a list: no place, no note. */
export interface SessionItem {
  id: string;
  kind: SupportKind;
  service: Service;
  /** a day */
  heldOn: string;
  /** 0 = not recorded */
  durationMinutes: number;
  worker: string;
  groupSessionId: string | null;
  /** a moment */
  recordedAt: string;
  /** it said something else before */
  corrected: boolean;
}

interface StoredSession {
  id: string;
  compartment: string;
  held_on: Date;
  duration_minutes: number;
  worker_id: string;
  group_session_id: string | null;
  recorded_at: Date;
  row_version: number;
}

export function toSessionItem(
  row: StoredSession,
  service: string | null,
  workers: ReadonlyMap<string, string>,
): SessionItem {
  return {
    id: row.id,
    kind: row.compartment as SupportKind,
    service: service as Service,
    heldOn: row.held_on.toISOString().slice(0, 10),
    durationMinutes: row.duration_minutes,
    worker: workers.get(row.worker_id) ?? '',
    groupSessionId: row.group_session_id,
    recordedAt: row.recorded_at.toISOString(),
    corrected: row.row_version > 1,
  };
}
