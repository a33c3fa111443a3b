/** The time in which applications are taken, as it is configured, seen from a day. */
export interface ApplicationWindow {
  /** a day */
  from: string;
  /** the last day */
  to: string;
  /** false = shown as "not verified" */
  verified: boolean;
  open: boolean;
  standing: 'later' | 'open' | 'closing' | 'closed';
  /** days after today until the last one; 0 = today is the last day, or it has passed */
  daysLeft: number;
}

/** So many days before its end the window is said to close soon. No rule: time enough to review, fix and hand in. */
const SOON_DAYS = 30;
const DAY = 86_400_000;

/** Where a window with these first and last days stands on a day, `2026-11-23`. */
export function windowOn(day: string, span: { from: string; to: string }, verified: boolean): ApplicationWindow {
  const daysLeft = Math.max(0, (Date.parse(span.to) - Date.parse(day)) / DAY);
  const open = span.from <= day && day <= span.to;
  const past = day > span.to ? 'closed' : 'later';
  const standing = open ? (daysLeft <= SOON_DAYS ? 'closing' : 'open') : past;
  return { from: span.from, to: span.to, verified, open, standing, daysLeft };
}
