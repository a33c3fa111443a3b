import { expect, test } from 'vitest';
import { ONLY_OUT } from '#app/features/cases/hand-over.schema.ts';
import { spreadCases } from '#app/features/cases/spread-cases.ts';

const cases = (count: number, others: string[] = []) => Array.from({ length: count }, (_, position) => ({ id: `case ${position}`, others }));
const tally = (proposal: Map<string, string>) => {
  const counts: Record<string, number> = {};
  for (const taker of proposal.values()) counts[taker] = (counts[taker] ?? 0) + 1;
  return counts;
};

test('each case goes to who has the fewest then', () => {
  const takers = [
    { id: 'busy', openCases: 10 },
    { id: 'free', openCases: 4 },
  ];
  expect(tally(spreadCases(cases(10), takers))).toEqual({ free: 8, busy: 2 });
});

test('nobody is proposed for a case that she works on already', () => {
  const takers = [
    { id: 'on it', openCases: 0 },
    { id: 'not on it', openCases: 50 },
  ];
  expect(tally(spreadCases(cases(3, ['on it']), takers))).toEqual({ 'not on it': 3 });
  expect(tally(spreadCases(cases(3, ['on it']), takers.slice(0, 1)))).toEqual({ [ONLY_OUT]: 3 });
});

test('without anybody to take them nothing is proposed', () => {
  expect(spreadCases(cases(3), []).size).toBe(0);
});
