import { expect, test } from 'vitest';
import { toldAbove } from '#app/ui/form/told-above.ts';

test('what the page says above a form is not said again in it, and what was typed stays', () => {
  const answer = { status: 'error' as const, initialValue: { note: 'Fictional.' }, error: { '': ['changed_meanwhile'] } };
  expect(toldAbove(answer, {})).toEqual({ ...answer, error: {} });
  expect(toldAbove(answer, undefined)).toBe(answer);
  expect(toldAbove(null, {})).toBeNull();
});
