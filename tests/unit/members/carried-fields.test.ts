import { expect, it } from 'vitest';
import { carriedOf } from '#app/features/members/proof.schema.ts';

it('carries what was typed to the confirmation and back, and no secret', () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    reason: 'fictional',
    firstShare: 'A',
    secondShare: 'B',
    password: 'C',
    again: 'C',
    current: 'D',
    next: 'E',
  })) {
    form.append(name, value);
  }
  form.append('file', new File(['x'], 'x.txt'));
  expect(carriedOf(form)).toEqual([['reason', 'fictional']]);
});
