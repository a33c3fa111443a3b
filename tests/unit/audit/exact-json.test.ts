import { describe, expect, it } from 'vitest';
import { exactJson } from '#app/features/audit/verify/exact-json.ts';

describe('the text of a jsonb value', () => {
  it.each([
    ['{"n": 1, "of": [2, 3]}', { n: 1, of: [2, 3] }],
    ['{"share": 0.30000000000000004}', { share: 0.1 + 0.2 }],
    ['{"small": 0.0000001, "large": 1000000000000000000000}', { small: 1e-7, large: 1e21 }],
    ['{"below": -0.000000123, "above": -120000000000000000000000}', { below: -1.23e-7, above: -1.2e23 }],
    ['{"text": "1.0 and \\"2.0\\"", "none": null, "yes": true}', { text: '1.0 and "2.0"', none: null, yes: true }],
    ['{}', {}],
  ])('is read where every number is one that JavaScript wrote: %s', (text, value) => {
    expect(exactJson(text)).toEqual(value);
  });

  it.each([
    '{"n": 1.0}',
    '{"n": 1.0000000000000000001}',
    '{"n": 9007199254740993}',
    '{"n": 0.30000000000000000001}',
    '{"of": [1, 2.50]}',
    '{"n": 1e400}',
    '{"n": ',
  ])('is refused where JavaScript would read another number, or nothing: %s', (text) => {
    expect(exactJson(text)).toBeUndefined();
  });
});
