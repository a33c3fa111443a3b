/** Exactly what may reach a browser about a case in a list: no name, nothing personal. */
export interface CaseListItem {
  id: string;
  code: string;
  step: string;
  closed: boolean;
  /** whole days since something last happened */
  daysWaiting: number;
  nextTask: { kind: string; dueOn: string | null } | null;
}

interface ListedRow {
  id: string;
  code: string;
  step: string;
  closed_on: Date | null;
  last_activity_at: Date;
  tasks: { kind: string; due_on: Date | null }[];
}

const DAY_MS = 86_400_000;

export function toListItem(row: ListedRow, now: Date): CaseListItem {
  const task = row.tasks[0];
  return {
    id: row.id,
    code: row.code,
    step: row.step,
    closed: row.closed_on !== null,
    daysWaiting: Math.max(0, Math.floor((now.getTime() - row.last_activity_at.getTime()) / DAY_MS)),
    nextTask: task ? { kind: task.kind, dueOn: task.due_on?.toISOString().slice(0, 10) ?? null } : null,
  };
}
