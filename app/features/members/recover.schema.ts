import * as z from 'zod';
import { MAXIMUM_LENGTH } from './password-rules.ts';

const password = z.string().min(1).max(MAXIMUM_LENGTH);

export const RecoverSchema = z.object({
  email: z.string().trim().min(1).max(254),
  code: z.string().trim().min(1).max(200),
  password,
  again: password,
});

/** One group of the code, as proof that it was written down. */
export const ConfirmCodeSchema = z.object({ group: z.string().trim().min(1).max(20) });
export const NewCodeSchema = z.object({ password });
