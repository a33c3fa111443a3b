import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';
import { languages } from '#app/platform/i18n/languages.ts';

/** She asked for what is held about her. `sure`: the worker made sure that it is her, or whom she sent. */
export const CopySchema = z.object({
  language: z.enum(languages),
  asked: z.enum(codeLists.copyAsked),
  sure: z.literal(true, { error: 'tick' }),
});
export type CopyWish = z.output<typeof CopySchema>;

export const CopyPageQuery = z.object({ language: z.enum(languages).optional().catch(undefined) });

export const COPY_FORMATS = ['pdf', 'json'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];
export const CopyFileQuery = z.object({
  format: z.enum(COPY_FORMATS).catch('pdf').default('pdf'),
  language: z.enum(languages).catch('sq').default('sq'),
});
export type CopyFileQuery = z.output<typeof CopyFileQuery>;
