import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';

/** A survivor's wish, as her worker passes it on. `understood`: she was told what is lost and what stays. */
export const ErasureWishSchema = z.object({
  askedOn: z.iso.date(),
  method: z.enum(codeLists.consentMethod),
  understood: z.literal(true, { error: 'tick' }),
});
export type ErasureWish = z.output<typeof ErasureWishSchema>;

/** Who carries it out types the case's code: nothing here is done by a slip of the hand. */
export const CarryOutSchema = z.object({ code: z.string().trim().toUpperCase() });
export const DeclineSchema = z.object({});
