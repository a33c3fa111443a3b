/** A consent that a new packet stands on. `ownKey`: what it lets out is sealed apart, and ends alone. */
export interface StandsOn {
  id: string;
  consentId: string;
  purpose: string;
  ownKey: boolean;
  expires_on: Date | null;
}

interface Stored {
  id: string;
  purpose: string;
  own_key: boolean;
  /** a day; its last one */
  expires_on: Date | null;
  withdrawn_at: Date | null;
}

/** The purposes that a packet as a whole stands on. */
export function wholePurposes(rows: readonly Stored[]): string[] {
  return [...new Set(rows.filter((row) => !row.own_key).map((row) => row.purpose))];
}

/**
 * Whether what stands on this one consent may still be opened on a day, `2026-11-23`: it was not withdrawn, and a consent to
 * its purpose, this one or one given later, has not run out.
 */
export function isPieceOpen(rows: readonly Stored[], id: string, day: string): boolean {
  const own = rows.find((row) => row.id === id);
  if (!own || own.withdrawn_at) return false;
  return rows.some((row) => row.purpose === own.purpose && !row.withdrawn_at && !isPast(row.expires_on, day));
}

/** Whether a last day lies before this one. */
export function isPast(lastDay: Date | null, day: string): boolean {
  return lastDay !== null && lastDay.toISOString().slice(0, 10) < day;
}
