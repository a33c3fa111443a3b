import { describe, expect, it } from 'vitest';
import { standsAt } from '#app/features/packets/packet-view.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 5, hour));
const events = [
  { state: 'supplemented', recorded_at: at(12) },
  { state: 'registered', recorded_at: at(9) },
];
const packet = (state: string, withdrawn = false) => ({ state, withdrawn_at: withdrawn ? at(13) : null });

describe('where a packet stands', () => {
  it.each([
    ['is frozen until it leaves', packet('frozen'), [], 'frozen'],
    ['is set aside when another one was made', packet('returned'), [], 'returned'],
    ['is what was told last, whatever its own state says', packet('accepted'), events, 'supplemented'],
    ['is withdrawn before it left', packet('frozen', true), [], 'withdrawn'],
    ['is withdrawn after everything else', packet('decided', true), [...events, { state: 'recognised', recorded_at: at(14) }], 'withdrawn'],
  ])('%s', (_, row, told, stands) => {
    expect(standsAt(row, told)).toBe(stands);
  });
});
