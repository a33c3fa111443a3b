/** For how long a confirmation that it is her counts: exports, grants and what cannot be undone ask for a fresh one. */
export const STEP_UP_MINUTES = 10;

/** `steppedUpAt` comes from the session's sealed secrets, never from a column. A moment in the future does not count. */
export function isFresh(steppedUpAt: Date | null, now: Date): boolean {
  if (!steppedUpAt) return false;
  const age = now.getTime() - steppedUpAt.getTime();
  return age >= -60_000 && age <= STEP_UP_MINUTES * 60_000;
}
