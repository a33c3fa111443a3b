import * as z from 'zod';
import { codeLists, type Code } from '#app/platform/codes.ts';
import { pastWorkDay } from '#app/platform/day.ts';
import { heldTogether } from '#app/platform/held-together.ts';

export type ReferralService = Code<'referralService'>;
export type ReferralWay = Code<'referralWay'>;
export type ReferralOutcome = Code<'referralOutcome'>;

export const ReferralParams = z.object({ caseId: z.uuid(), referralId: z.uuid() });

/**
 * Where she was sent on to. `told`: she got the address and goes herself, nothing is passed on. `passed_on`: somebody there was
 * told something about her, which needs a consent that is active and the categories that it covers.
 */
export const ReferralSchema = heldTogether(
  z.object({
    referredOn: pastWorkDay(),
    service: z.enum(codeLists.referralService),
    /** the name of the service or organisation; a consent that names an organisation says it already */
    recipient: z.string().trim().max(200).optional(),
    way: z.enum(codeLists.referralWay),
    consentId: z.uuid().optional(),
    categories: z.array(z.enum(codeLists.dataCategory)).default([]),
    note: z.string().trim().max(4_000).optional(),
  }),
  ({ way, consentId, categories = [], recipient }, refuse) => {
    if (way === 'passed_on' && !consentId) refuse('consentId', 'referrals:error.consent');
    if (way === 'passed_on' && categories.length === 0) refuse('categories', 'choose_one');
    if (way === 'told' && consentId) refuse('consentId', 'referrals:error.nothingPassed');
    if (way === 'told' && categories.length > 0) refuse('categories', 'referrals:error.nothingPassed');
    // A consent may name the recipient already; whether this one does is seen when it is read.
    if (!recipient && (way === 'told' || !consentId)) refuse('recipient', 'required');
  },
);
export type ReferralForm = z.output<typeof ReferralSchema>;

/** What came of it; recorded once. */
export const OutcomeSchema = z.object({
  outcome: z.enum(codeLists.referralOutcome),
  outcomeOn: pastWorkDay(),
  outcomeNote: z.string().trim().max(4_000).optional(),
});
export type OutcomeForm = z.output<typeof OutcomeSchema>;
