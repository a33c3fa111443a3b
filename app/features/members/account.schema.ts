import * as z from 'zod';

export const EndSignInSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('one'), name: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({ intent: z.literal('others') }),
]);

export const RemoveFactorSchema = z.object({ factorId: z.uuid() });

export const AppSchema = z.object({ offer: z.string().min(1).max(1000), code: z.string().trim().min(1).max(12) });

/** Long passwords are welcome; the rules are password-rules.ts. */
export const NewPasswordSchema = z
  .object({
    current: z.string().min(1).max(1024),
    next: z.string().min(1).max(1024),
    again: z.string().min(1).max(1024),
  })
  .refine(({ next, again }) => next === again, { path: ['again'], message: 'passwords_differ' });
