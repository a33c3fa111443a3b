import * as z from 'zod';
import { codeLists, type Code } from '#app/platform/codes.ts';
import { pastWorkDay, workDay } from '#app/platform/day.ts';
import { heldTogether } from '#app/platform/held-together.ts';

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
export const RemedySchema = heldTogether(
  z.object({
    taskId: z.uuid(),
    remedy: z.enum(codeLists.remedyOutcome),
    handedInOn: pastWorkDay().optional(),
    reason: z.string().trim().max(1_000).optional(),
  }),
  ({ remedy, handedInOn, reason }, refuse) => {
    if (remedy && remedy !== 'not_used' && !handedInOn) refuse('handedInOn', 'required');
    if (remedy === 'not_used' && (reason?.length ?? 0) < 5) refuse('reason', 'tasks:error.reason');
  },
);
export type RemedyForm = z.output<typeof RemedySchema>;

export const TASKS_PER_PAGE = 50;

export const TaskListQuery = z.object({
  /** left out: those of every case that the member works on */
  whose: z.enum(['mine']).optional().catch(undefined),
  kind: z.enum(codeLists.taskKind).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(2_000).catch(1).default(1),
});
export type TaskListQuery = z.output<typeof TaskListQuery>;
