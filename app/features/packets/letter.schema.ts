import * as z from 'zod';

/** What is inside a letter: one request with its words, or a decision with individual reasons and remedy. */
export const LetterBody = z.union([
  z.object({ kind: z.literal('request'), text: z.string() }),
  z.object({ kind: z.literal('decision'), reasons: z.string(), remedy: z.string() }),
]);
export type LetterBody = z.output<typeof LetterBody>;
