import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findCase } from './case-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'case.viewed': Record<string, never>;
  }
}

export async function viewCase(uow: UnitOfWork, caseId: string) {
  const row = await findCase(uow, caseId);
  const view = {
    id: row.id,
    code: row.code,
    step: row.step,
    readiness: row.readiness,
    openedOn: row.opened_on.toISOString().slice(0, 10),
    closed: row.closed_on !== null,
  };
  return done(view, { type: 'case.viewed', detail: {} });
}
