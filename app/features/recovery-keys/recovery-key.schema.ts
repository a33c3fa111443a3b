import * as z from 'zod';

const group = z.string().trim().min(1).max(20);
/** One group of each of two sheets. */
export const ConfirmSheetsSchema = z.object({ first: group, second: group });

const share = z.string().trim().min(1).max(200);
export const DrillSchema = z.object({ firstShare: share, secondShare: share });
