import { randomInt } from 'node:crypto';
import { timeZone } from '#app/platform/i18n/format.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const OFFICE = { from: 8.5 * 60, until: 15 * 60 };

/**
 * When a case of some weeks ago could have been opened, her identity saved after it on the same day, and its worker taken off it on
 * a later one: on weekdays and in office hours, because cases of the night or of a Sunday are the ones that nobody opened.
 */
export function likelyMoments(now: Date): { openedAt: Date; lastActivityAt: Date; endedAt: Date } {
  const openedDaysAgo = weekdayAgo(now, 10, 60);
  const openedAt = officeMoment(now, openedDaysAgo);
  return {
    openedAt,
    lastActivityAt: new Date(openedAt.getTime() + randomInt(5 * MINUTE_MS, 45 * MINUTE_MS)),
    endedAt: officeMoment(now, weekdayAgo(now, 1, openedDaysAgo)),
  };
}

/** A number of days in [least, most) before now that leads to a weekday. */
function weekdayAgo(now: Date, least: number, most: number): number {
  for (;;) {
    const days = randomInt(least, most);
    const weekday = new Date(now.getTime() - days * DAY_MS).getUTCDay();
    if (weekday !== 0 && weekday !== 6) return days;
  }
}

function officeMoment(now: Date, daysAgo: number): Date {
  const day = new Date(now.getTime() - daysAgo * DAY_MS);
  const local = day.setUTCHours(0, 0, 0, 0) + randomInt(OFFICE.from * MINUTE_MS, OFFICE.until * MINUTE_MS);
  return new Date(local - zoneOffset(new Date(local)));
}

/** In milliseconds, during the day; the clock is changed at night, and on Sundays. */
function zoneOffset(at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const [, hours = '0', minutes = '0'] =
    /GMT\+(\d\d):(\d\d)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}
