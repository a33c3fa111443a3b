import { expect, it } from 'vitest';
import { toListItem } from '#app/features/cases/case-view.ts';

const row = {
  id: 'c',
  code: 'A-0001',
  step: 'planning',
  opened_on: new Date('2026-01-05'),
  closed_on: null,
  erased_on: null,
  last_activity_at: new Date('2026-01-05'),
  tasks: [{ kind: 'follow_up', due_on: new Date('2026-02-01') }],
  readiness: 'not_discussed',
  readiness_since: null,
  applications: [],
  assignments: [],
};
const now = new Date('2026-01-20T12:00:00Z');

it('gives an open case its next task', () => {
  expect(toListItem(row, now, false)).toMatchObject({ erased: false, nextTask: { kind: 'follow_up', dueOn: '2026-02-01' } });
});

it('gives an erased case none, whatever was left open', () => {
  const erased = { ...row, erased_on: now, closed_on: now };
  expect(toListItem(erased, now, true)).toMatchObject({ erased: true, closed: true, nextTask: null });
});
