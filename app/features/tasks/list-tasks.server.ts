import { waitingLetters } from '#app/features/packets/waiting-letters.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { hasRole } from '#app/kernel/actor.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listOpenTasks, verifiedSettings } from './task-repo.server.ts';
import { taskScope } from './task-scope.server.ts';
import { TASKS_PER_PAGE, type TaskKind, type TaskListQuery } from './task.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'tasks.listed': { shown: number; page: number };
  }
}

/** A task in a list: no text. */
export interface ListedTask {
  id: string;
  caseId: string;
  code: string;
  kind: TaskKind;
  /** a day, or null */
  dueOn: string | null;
  /** the rule behind the date is not confirmed */
  unverified: boolean;
}

/** One page of open tasks across cases, by code, the earliest date first. The texts stay closed. */
export async function listTasks(uow: UnitOfWork, query: TaskListQuery) {
  const overseesOnly =
    hasRole(uow.actor, 'supervisor') && !hasRole(uow.actor, 'caseworker', 'counsellor', 'legal_officer');
  const filter = {
    ...(query.kind ? { kind: query.kind } : {}),
    ...(query.whose && !overseesOnly ? { OR: [{ assignee_id: uow.actor.id }, { assignee_id: null }] } : {}),
  };
  const rows = await listOpenTasks(uow, taskScope(uow.actor), filter, {
    take: TASKS_PER_PAGE,
    skip: (query.page - 1) * TASKS_PER_PAGE,
  });
  const shown = rows.slice(0, TASKS_PER_PAGE);
  const verified = await verifiedSettings(
    uow,
    shown.map((row) => row.setting_id),
  );
  const items = shown.map((row): ListedTask => ({
    id: row.id,
    caseId: row.case_id,
    code: row.case_file.code,
    kind: row.kind as TaskKind,
    dueOn: row.due_on?.toISOString().slice(0, 10) ?? null,
    unverified: row.setting_id !== null && !verified.has(row.setting_id),
  }));
  const view = {
    items,
    letters: query.page === 1 && !query.kind ? await waitingLetters(uow) : [],
    today: isoDate(uow.now),
    query,
    mayFinish: !overseesOnly,
    page: query.page,
    hasNext: rows.length > TASKS_PER_PAGE,
  };
  return done(view, { type: 'tasks.listed', detail: { shown: items.length, page: query.page } });
}
