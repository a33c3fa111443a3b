import { isoDate } from '#app/platform/i18n/format.ts';
import { lawyerWanted, type LawyerWanted } from './lawyer-wanted.ts';

/** Exactly what may reach a browser about a case in a list: no name of a survivor, nothing personal. */
export interface CaseListItem {
  id: string;
  code: string;
  step: string;
  closed: boolean;
  erased: boolean;
  openedOn: string;
  /** whole days since something last happened */
  daysWaiting: number;
  nextTask: { kind: string; dueOn: string | null } | null;
  lawyerWanted: LawyerWanted | null;
  /** colleagues; only for who may see assignments */
  workers: string[] | null;
}

interface ListedRow {
  id: string;
  code: string;
  step: string;
  opened_on: Date;
  closed_on: Date | null;
  erased_on: Date | null;
  last_activity_at: Date;
  tasks: { kind: string; due_on: Date | null }[];
  readiness: string;
  readiness_since: Date | null;
  applications: { state: string }[];
  assignments: { ended_at: Date | null; assignee: { display_name: string; roles: string[] } }[];
}

export const DAY_MS = 86_400_000;

export function toListItem(row: ListedRow, now: Date, showsWorkers: boolean): CaseListItem {
  // What was left to do for an erased case is nobody's task any more, and its words are gone.
  const task = row.erased_on ? undefined : row.tasks[0];
  return {
    id: row.id,
    code: row.code,
    step: row.step,
    closed: row.closed_on !== null,
    erased: row.erased_on !== null,
    openedOn: dayOf(row.opened_on),
    daysWaiting: daysSince(row.last_activity_at, now),
    nextTask: task ? { kind: task.kind, dueOn: task.due_on && dayOf(task.due_on) } : null,
    lawyerWanted: lawyerWanted(row),
    workers: showsWorkers
      ? row.assignments.filter(({ ended_at }) => !ended_at).map(({ assignee }) => assignee.display_name)
      : null,
  };
}

export function daysSince(moment: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - moment.getTime()) / DAY_MS));
}

/** A date column: midnight in UTC stands for the day itself. */
export function dayOf(date: Date): string {
  return isoDate(date.toISOString().slice(0, 10));
}
