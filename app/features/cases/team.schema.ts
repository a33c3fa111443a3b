import * as z from 'zod';

export const AssignSchema = z.object({ memberId: z.uuid() });
export const WithdrawSchema = z.object({ memberId: z.uuid() });
/** One act: the case never stands without anybody in between. */
export const HandOverSchema = z.object({ memberId: z.uuid(), toMemberId: z.uuid() });

export const REASON_LENGTH = { min: 20, max: 2_000 } as const;
/** Why a supervisor must read a case that she is not assigned to, in her own words. */
export const BreakGlassSchema = z.object({ reason: z.string().trim().min(REASON_LENGTH.min).max(REASON_LENGTH.max) });
