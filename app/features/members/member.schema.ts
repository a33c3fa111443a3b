import * as z from 'zod';

export const MemberParams = z.object({ memberId: z.uuid() });

/** `successorId`: who takes the cases that would be left without anybody; asked for only when there are some. */
export const RolesSchema = z.object({
  roles: z.array(z.string().max(40)).min(1),
  successorId: z.uuid().optional(),
});

export const LetGoSchema = z.object({
  successorId: z.uuid().optional(),
  /** the box that says she understood that it happens at once */
  sure: z.boolean(),
});
