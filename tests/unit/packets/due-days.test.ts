import { describe, expect, it } from 'vitest';
import { isDue, type PacketMoment } from '#app/features/packets/packet-view.ts';

const moment = (state: PacketMoment['state'], due: string | null = null): PacketMoment => ({
  id: state,
  state,
  on: '2026-01-01',
  source: 'system',
  due: due === null ? null : { on: due, verified: false },
});

describe('the day that a state sets', () => {
  it.each([
    ['registered', 'under_review', true],
    ['registered', 'incomplete', true],
    ['registered', 'rejected', false],
    ['incomplete', 'supplemented', false],
    ['rejected', 'reconsideration_requested', false],
    ['rejected', 'withdrawn', false],
  ] as const)('of %s counts after %s: %s', (state, later, counts) => {
    expect(isDue(moment(state, '2026-02-01'), [moment(later)])).toBe(counts);
  });
  it('counts while nothing has followed, and is not there when none was set', () => {
    expect(isDue(moment('incomplete', '2026-02-01'), [])).toBe(true);
    expect(isDue(moment('under_review'), [])).toBe(false);
  });
});
