import { parseWithZod } from '@conform-to/zod/v4';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { zodErrorKeys } from '#app/platform/i18n/zod-errors.ts';

function errorOf(schema: z.ZodType, value?: string): string | undefined {
  const payload = new FormData();
  if (value !== undefined) payload.set('field', value);
  const submission = parseWithZod(payload, { schema: z.object({ field: schema }), error: zodErrorKeys });
  return submission.reply().error?.['field']?.[0];
}

describe('zod issues become keys', () => {
  it.each<[string, z.ZodType, string | undefined, string]>([
    ['an empty text', z.string(), '', 'required'],
    ['a missing text', z.string(), undefined, 'required'],
    ['a short text', z.string().min(3), 'ab', 'too_short|min=3'],
    ['a long text', z.string().max(3), 'abcd', 'too_long|max=3'],
    ['no choice', z.enum(['a', 'b']), '', 'choose_one'],
    ['a box that has to be ticked', z.literal(true), undefined, 'tick'],
    ['a yes or no that is not answered', z.boolean(), undefined, 'tick'],
    ['a choice that is not offered', z.enum(['a', 'b']), 'c', 'invalid_choice'],
    ['words for a number', z.number(), 'many', 'not_a_number'],
    ['a small number', z.number().min(5), '4', 'too_small|min=5'],
    ['a wrong day', z.iso.date(), '2026-02-30', 'not_a_date'],
    ['a wrong address', z.email(), 'nobody', 'not_an_email'],
    ['a message of the schema itself', z.string().refine(() => false, 'cases:codeTaken'), 'x', 'cases:codeTaken'],
  ])('%s', (_name, schema, value, key) => {
    expect(errorOf(schema, value)).toBe(key);
  });
});
