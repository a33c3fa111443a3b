import * as z from 'zod';
import { INDICATORS } from './engine/categories.ts';

const PERIOD = /^\d{4}(?:Q[1-4]|H[12])?$/;

/** What is approved or built: a quarter or a half-year. */
export const PeriodSchema = z.object({ period: z.string().regex(/^\d{4}(?:Q[1-4]|H[12])$/) });

export const TotalsQuery = z.object({ period: z.string().regex(PERIOD).optional().catch(undefined) });
export type TotalsQuery = z.output<typeof TotalsQuery>;

/** Which published cells are shown; anything that is not published falls back to what is. */
export const FiguresQuery = z.object({
  indicator: z.enum(INDICATORS).optional().catch(undefined),
  table: z
    .string()
    .regex(/^[a-z_]+$/)
    .optional()
    .catch(undefined),
  period: z.string().regex(PERIOD).optional().catch(undefined),
});
export type FiguresQuery = z.output<typeof FiguresQuery>;

/** The download of what is on screen, or of every published cell. */
export const DownloadQuery = FiguresQuery.extend({ all: z.literal('1').optional().catch(undefined) });
export type DownloadQuery = z.output<typeof DownloadQuery>;
