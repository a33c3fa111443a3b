import { describe, expect, it } from 'vitest';
import { FIRST_OF_THE_DAY, LAST_OF_THE_DAY, newestFirst, type CaseMoment } from '#app/features/cases/timeline-view.ts';

const moment = (id: string, at: string, recordedAt: string): CaseMoment => ({ id, at, recordedAt, what: 'glass' });
const order = (moments: CaseMoment[]) => newestFirst(moments).map(({ id }) => id);

describe('the timeline of a case', () => {
  it('goes by the day, then by when it was recorded: a day without an hour is no earlier than a moment of it', () => {
    const moments = [
      moment('opened', '2026-11-23', FIRST_OF_THE_DAY),
      moment('assigned', '2026-11-23T08:00:00.000Z', '2026-11-23T08:00:00.000Z'),
      moment('consent', '2026-11-23', '2026-11-23T08:05:00.000Z'),
      moment('task', '2026-11-23T08:10:00.000Z', '2026-11-23T08:10:00.000Z'),
      moment('session', '2026-11-23', '2026-11-23T08:20:00.000Z'),
      moment('closed', '2026-11-23', LAST_OF_THE_DAY),
      moment('written down late', '2026-11-20', '2026-11-24T08:00:00.000Z'),
    ];
    const expected = ['closed', 'session', 'task', 'consent', 'assigned', 'opened', 'written down late'];
    expect(order(moments)).toEqual(expected);
    expect(order([...moments].reverse())).toEqual(expected);
  });

  it('counts the days in Prishtina', () => {
    const night = '2026-11-22T23:30:00.000Z';
    expect(
      order([
        moment('night', night, night),
        moment('visit', '2026-11-23', '2026-11-22T23:00:00.000Z'),
        moment('eve', '2026-11-22', '2026-11-24T08:00:00.000Z'),
      ]),
    ).toEqual(['night', 'visit', 'eve']);
  });
});
