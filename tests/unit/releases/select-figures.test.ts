import { describe, expect, it } from 'vitest';
import type { FigureCell } from '#app/features/releases/figures-repo.server.ts';
import { selectFigures } from '#app/features/releases/select-figures.ts';

const cell = (indicator: FigureCell['indicator'], table: string, period: string): FigureCell => ({
  indicator,
  table,
  period,
  categories: {},
  value: 20,
});
const CELLS = [
  cell('persons_served_new', 'total', '2026Q1'),
  cell('persons_served_new', 'sex', '2026Q1'),
  cell('referrals', 'total', '2026Q1'),
  cell('referrals', 'total', '2026Q2'),
];

describe('a figure that is asked for', () => {
  it('with a split that it does not have is shown without one, and that is said', () => {
    expect(selectFigures(CELLS, { indicator: 'referrals', table: 'sex' })).toMatchObject({
      indicator: 'referrals',
      table: 'total',
      missed: { table: 'sex', period: null },
    });
    expect(selectFigures(CELLS, { indicator: 'persons_served_new', table: 'sex', period: '2026Q2' })).toMatchObject({
      table: 'sex',
      period: '2026Q1',
      missed: { table: null, period: '2026Q2' },
    });
  });

  it('as it is published misses nothing, nor does an address that somebody made up', () => {
    const none = { missed: { table: null, period: null } };
    expect(selectFigures(CELLS, {})).toMatchObject(none);
    expect(selectFigures(CELLS, { indicator: 'persons_served_new', table: 'sex', period: '2026Q1' })).toMatchObject(none);
    expect(selectFigures(CELLS, { table: 'made_up' })).toMatchObject(none);
  });

  it('comes with the splits of every other: nobody chooses one that is not there', () => {
    expect(selectFigures(CELLS, {})?.splits).toEqual({ persons_served_new: ['total', 'sex'], referrals: ['total'] });
  });
});
