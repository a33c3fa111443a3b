import * as z from 'zod';

/** Why a vault was renewed. The first two are the consequence of an act; the others a custodian gives. */
export const RENEWAL_REASONS = [
  'member_left',
  'role_withdrawn',
  'device_lost',
  'password_known',
  'suspicion',
  'routine',
] as const;
export type RenewalReason = (typeof RENEWAL_REASONS)[number];
export const REASONS_BY_HAND = [
  'device_lost',
  'password_known',
  'suspicion',
  'routine',
] as const satisfies readonly RenewalReason[];

export const RenewSchema = z.object({
  vaults: z.array(z.string().max(40)).min(1),
  reason: z.enum(REASONS_BY_HAND),
});
