import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { caseHead, caseParts } from '#app/features/cases/case-head.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listCaseTasks, openTaskTexts, verifiedSettings } from './task-repo.server.ts';
import type { TaskKind } from './task.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'tasks.viewed': { open: number };
  }
}

export interface TaskItem {
  id: string;
  kind: TaskKind;
  dueOn: string | null;
  /** the rule behind the date is not confirmed */
  unverified: boolean;
  text: string | null;
  /** how it ended when it was not simply ticked off, and the words for it */
  outcome: Code<'remedyOutcome'> | null;
  outcomeText: string | null;
  /** a moment, or null while it is open */
  doneAt: string | null;
}

/** The tasks of one case with their texts, open ones first. */
export async function viewTasks(uow: UnitOfWork, caseId: string) {
  const facts = await caseFacts(uow, caseId);
  const tasks = await taskItems(uow, caseId, 'tasks');
  const view = {
    case: await caseHead(uow, caseId),
    parts: await caseParts(uow, caseId),
    mayRecord: facts !== null && uow.may('recordCasework', { type: 'Case', id: caseId, facts }),
    today: isoDate(uow.now),
    tasks,
    draft: await keptDraft(uow, `/cases/${caseId}/tasks#task`),
  };
  return done(view, { type: 'tasks.viewed', detail: { open: tasks.filter((task) => !task.doneAt).length } });
}

/** The tasks with their texts. The caller has asked Cedar for `readCasework`. */
export async function taskItems(uow: UnitOfWork, caseId: string, purpose: string): Promise<TaskItem[]> {
  const rows = await listCaseTasks(uow, caseId);
  const opened = await openTaskTexts(uow, rows);
  const verified = await verifiedSettings(
    uow,
    rows.map((row) => row.setting_id),
  );
  return rows.map((row, position) => ({
    id: row.id,
    kind: row.kind as TaskKind,
    dueOn: row.due_on?.toISOString().slice(0, 10) ?? null,
    unverified: row.setting_id !== null && !verified.has(row.setting_id),
    text: uow.reveal(opened[position]?.text ?? null, purpose),
    outcome: row.outcome as TaskItem['outcome'],
    outcomeText: uow.reveal(opened[position]?.outcome ?? null, purpose),
    doneAt: row.done_at?.toISOString() ?? null,
  }));
}
