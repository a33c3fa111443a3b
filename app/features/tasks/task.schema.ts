import * as z from 'zod';
import { codeLists, type Code } from '#app/platform/codes.ts';
import { workDay } from '#app/platform/day.ts';

export type TaskKind = Code<'taskKind'>;

export const TaskSchema = z.object({
  kind: z.enum(codeLists.taskKind),
  dueOn: workDay().optional(),
  text: z.string().trim().max(1_000).optional(),
});
export type TaskForm = z.output<typeof TaskSchema>;

/** `from`: where the person was when she ticked it off. */
export const TaskDoneSchema = z.object({ taskId: z.uuid(), from: z.enum(['case', 'list']).default('case') });

/** How the time to answer a rejection was used: what was handed in and when, or why nothing was. */
export const RemedySchema = z
  .object({
    taskId: z.uuid(),
    remedy: z.enum(codeLists.remedyOutcome),
    handedInOn: workDay().optional(),
    reason: z.string().trim().max(1_000).optional(),
  })
  .refine(({ remedy, handedInOn }) => remedy === 'not_used' || handedInOn, {
    path: ['handedInOn'],
    message: 'required',
  })
  .refine(({ remedy, reason }) => remedy !== 'not_used' || (reason?.length ?? 0) >= 5, {
    path: ['reason'],
    message: 'tasks:error.reason',
  });
export type RemedyForm = z.output<typeof RemedySchema>;

export const TASKS_PER_PAGE = 50;

export const TaskListQuery = z.object({
  /** left out: those of every case that the member works on */
  whose: z.enum(['mine']).optional().catch(undefined),
  kind: z.enum(codeLists.taskKind).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(2_000).catch(1).default(1),
});
export type TaskListQuery = z.output<typeof TaskListQuery>;
