import * as z from 'zod';

/** The ways to show that it is her, by the form's field `by`. A code may be typed with spaces. */
export const CodeSchema = z.object({ by: z.literal('code'), code: z.string().trim().min(1).max(12) });
export const PasswordSchema = z.object({ by: z.literal('password'), password: z.string().min(1).max(1024) });
export const PasskeySchema = z.object({
  by: z.literal('passkey'),
  answer: z.string().min(2).max(20_000).transform(parsed),
});

export const SecondStepSchema = z.discriminatedUnion('by', [CodeSchema, PasskeySchema]);
export const ConfirmationSchema = z.discriminatedUnion('by', [CodeSchema, PasskeySchema, PasswordSchema]);

/** What an authenticator answers, as the browser's script wrote it; null when it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** A field of a form that waits for a confirmation. */
export type Carried = [name: string, value: string][];

const CarriedSchema = z.array(z.tuple([z.string().max(200), z.string()])).max(500);

/** The fields that came along in the hidden `_carry`; none for anything else. */
export function readCarried(text: FormDataEntryValue | null): Carried {
  if (typeof text !== 'string' || text === '') return [];
  const read = CarriedSchema.safeParse(parsed(text));
  return read.success ? read.data : [];
}

/** Passwords and shares of a recovery key: they are typed again rather than sent back in a hidden field. */
const SECRET = /password|^(again|current|next)$|share/i;

/** The fields of a form that was sent on to be confirmed; files and secrets are left behind. */
export function carriedOf(form: FormData): Carried {
  return [...form].flatMap(([name, value]): Carried =>
    typeof value === 'string' && !SECRET.test(name) ? [[name, value]] : [],
  );
}
