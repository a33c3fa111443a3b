import { randomUUID } from 'node:crypto';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { insertTask } from './task-repo.server.ts';
import type { TaskKind } from './task.schema.ts';

export interface NewTask {
  caseId: string;
  kind: TaskKind;
  /** a day, `2026-11-23`, or midnight UTC of it; null = no date */
  dueOn: string | Date | null;
  /** the setting that the date was worked out from, so that "not verified" can be shown beside it */
  settingId?: string | null;
  /** sealed in the casework compartment */
  text?: string | undefined;
}

/** Adds an open task to a case, for the member who acts, in her transaction. Answers its id. */
export async function createTask(uow: UnitOfWork, task: NewTask): Promise<string> {
  const id = randomUUID();
  await insertTask(uow, id, { ...task, dueOn: task.dueOn === null ? null : new Date(task.dueOn) });
  return id;
}
