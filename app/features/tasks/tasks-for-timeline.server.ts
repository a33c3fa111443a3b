import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listCaseTasks } from './task-repo.server.ts';
import type { TaskKind } from './task.schema.ts';

export interface TimelineTask {
  id: string;
  kind: TaskKind;
  /** a day, or null */
  dueOn: string | null;
  /** a moment, or null while it is open */
  doneAt: string | null;
}

/** The tasks of a case for its timeline and its "next step": kind and dates, no text; so a supervisor may see them too. */
export async function tasksForTimeline(uow: UnitOfWork, caseId: string): Promise<TimelineTask[]> {
  const rows = await listCaseTasks(uow, caseId);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as TaskKind,
    dueOn: row.due_on?.toISOString().slice(0, 10) ?? null,
    doneAt: row.done_at?.toISOString() ?? null,
  }));
}
