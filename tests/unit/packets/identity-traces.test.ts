import { describe, expect, it } from 'vitest';
import { tracesIn } from '#app/features/statements/identity-traces.ts';

const her = {
  fullName: 'Zamira Fiktive',
  personalNumber: '1234567890',
  birthDate: '1970-02-03',
  phone: '+383 44 123 456',
  contact: 'neighbour, 049/765-432',
  address: 'Rruga Nëna Fiktive, nr. 5, Lisnaja\nCANARYSTREET 17',
} as const;

describe('what says who she is', () => {
  it.each([
    ['They called Zamirën.', ['name']],
    ['My number is 1234567890.', ['personal_number']],
    ['My number is 12 345 678-90.', ['personal_number']],
    ['I was born on 3 shkurt 1970.', ['birth_date']],
    ['Call 044 123 456.', ['phone']],
    ['Call 00383 44/123-456.', ['phone']],
    ['Or 049 765 432.', ['phone']],
    ['I live in nena fiktive.', ['name', 'address']],
    ['I live at Canarystreet 17.', ['address']],
    ['Zamira, 1234567890, canarystreet 17', ['name', 'personal_number', 'address']],
  ])('is found in: %s', (text, traces) => expect(tracesIn(text, her)).toEqual(traces));

  it.each([
    'In 1999, on 12 April, at 5 in the morning.',
    'Lisnaja was empty.',
    'Number 5.',
    'There were 17 of them.',
    'February 1970.',
    '123456',
    '',
  ])('is not found in: %s', (text) => expect(tracesIn(text, her)).toEqual([]));

  it('is nothing where nothing is known', () => {
    expect(tracesIn('Zamira, 1234567890, 044 123 456, canarystreet 17', {})).toEqual([]);
    expect(tracesIn('12 and 34', { phone: '12', personalNumber: '34' })).toEqual([]);
  });
});
