import * as z from 'zod';
import { codeLists, type Code } from '#app/platform/codes.ts';
import { pastWorkDay, workDay } from '#app/platform/day.ts';
import { heldTogether } from '#app/platform/held-together.ts';

export type ConsentPurpose = Code<'consentPurpose'>;

/** Who receives what a purpose lets out. `outside`: somebody without an account, named in the sealed note. */
export type RecipientKind = 'own' | 'commission' | 'funder' | 'cso' | 'outside';

interface PurposeRule {
  readonly recipient: RecipientKind;
  /** the data categories that the purpose needs; more may be agreed */
  readonly categories: readonly Code<'dataCategory'>[];
}

/** What each purpose is about: one row of the consent sheet. */
export const PURPOSES: Readonly<Record<ConsentPurpose, PurposeRule>> = {
  open_file: { recipient: 'own', categories: ['identity', 'contact', 'casework'] },
  contact_phone: { recipient: 'own', categories: ['contact'] },
  contact_message: { recipient: 'own', categories: ['contact'] },
  contact_post: { recipient: 'own', categories: ['contact'] },
  contact_visit: { recipient: 'own', categories: ['contact'] },
  contact_trusted_person: { recipient: 'outside', categories: ['contact'] },
  session_notes: { recipient: 'own', categories: ['casework', 'psychosocial'] },
  internal_legal_officer: { recipient: 'own', categories: ['casework', 'legal', 'statement'] },
  referral: { recipient: 'cso', categories: ['contact'] },
  commission_submission: { recipient: 'commission', categories: ['identity', 'statement', 'evidence'] },
  psychological_report: { recipient: 'commission', categories: ['psychosocial'] },
  witness_contact: { recipient: 'outside', categories: ['contact'] },
  anonymised_statistics: { recipient: 'funder', categories: ['statistics'] },
  external_archive: { recipient: 'outside', categories: ['statement'] },
  prosecution: { recipient: 'outside', categories: ['identity', 'statement', 'evidence'] },
  retention_after_closure: { recipient: 'own', categories: ['identity', 'casework'] },
};

/** What the purpose needs and was not agreed to; a consent with such a gap covers nothing. */
export function missingCategories(purpose: ConsentPurpose, agreed: readonly string[]): Code<'dataCategory'>[] {
  return PURPOSES[purpose].categories.filter((category) => !agreed.includes(category));
}

/** A row of the sheet by its number (from 1): an address that says nothing about what it is. */
export const ConsentRowParams = z.object({
  caseId: z.uuid(),
  row: z.coerce.number().int().min(1).max(codeLists.consentPurpose.length),
});

export function purposeOfRow(row: number): ConsentPurpose {
  const purpose = codeLists.consentPurpose[row - 1];
  if (!purpose) throw new RangeError('There is no such row.');
  return purpose;
}

export function rowOf(purpose: ConsentPurpose): number {
  return codeLists.consentPurpose.indexOf(purpose) + 1;
}

/** One answer of the survivor to one purpose. */
export const ConsentSchema = heldTogether(
  z.object({
    decision: z.enum(['given', 'refused']),
    recipientOrganisationId: z.uuid().optional(),
    categories: z.array(z.enum(codeLists.dataCategory)).default([]),
    /** she agrees to less than the purpose needs, and was told that it is then not covered */
    lessAgreed: z.boolean().optional(),
    method: z.enum(codeLists.consentMethod),
    language: z.enum(codeLists.language),
    interpreterUsed: z.boolean().default(false),
    givenOn: pastWorkDay(),
    expiresOn: workDay().optional(),
    note: z.string().trim().max(2_000).optional(),
  }),
  ({ decision, categories = [], givenOn, expiresOn }, refuse) => {
    if (decision === 'given' && categories.length === 0) refuse('categories', 'choose_one');
    if (givenOn && expiresOn && expiresOn <= givenOn) refuse('expiresOn', 'consents:error.expiresBeforeGiven');
  },
);
export type ConsentAnswer = z.output<typeof ConsentSchema>;

export const WithdrawalSchema = z.object({
  consentId: z.uuid(),
  note: z.string().trim().max(2_000).optional(),
});
export type Withdrawal = z.output<typeof WithdrawalSchema>;

export const ConsentSheetQuery = z.object({
  language: z.enum(['sq', 'sr', 'en']).optional().catch(undefined),
});
