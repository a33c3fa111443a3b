import { describe, expect, it } from 'vitest';
import { columnsOf, identityOf } from '#app/features/cases/identity-fields.ts';
import { IdentitySchema } from '#app/features/cases/identity.schema.ts';
import { numberError } from '#app/features/cases/personal-number.ts';

describe('the number of a document', () => {
  it.each([
    ['123', undefined, 'cases:error.personalNumber'],
    ['123456789', 'personal_number', 'cases:error.personalNumber'],
    ['1234567890123', 'personal_number', 'cases:error.personalNumber'],
    ['AB123456', undefined, 'cases:error.personalNumber'],
    ['1234567890', 'former_number', 'cases:error.formerNumber'],
    ['123', 'other_document', 'cases:error.documentNumber'],
    ['ABCDEF', 'other_document', 'cases:error.documentNumber'],
    ['1234567890', undefined, null],
    ['1234 567-890', 'personal_number', null],
    ['1234567890123', undefined, null],
    ['1234567890123', 'former_number', null],
    ['AB 123/456', 'other_document', null],
    ['123456789', 'other_document', null],
  ] as const)('%s as %s: %s', (text, kind, error) => {
    expect(numberError(kind, text)).toBe(error);
  });

  it('is refused at its own field, and none at all is fine', () => {
    const wrong = IdentitySchema.safeParse({ personalNumber: '123', rowVersion: '1' });
    expect(wrong.error?.issues).toMatchObject([{ path: ['personalNumber'], message: 'cases:error.personalNumber' }]);
    expect(IdentitySchema.safeParse({ rowVersion: '1' }).success).toBe(true);
  });

  it('keeps its kind when it is stored', () => {
    const identity = { numberKind: 'other_document', personalNumber: 'AB 123456' } as const;
    expect(identityOf(columnsOf(identity))).toMatchObject(identity);
  });
});
