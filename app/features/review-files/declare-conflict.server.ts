import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { saveConflict } from './review-file-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'file.conflict_declared': { conflict: string };
  }
}

/** Before reading: whether she has a conflict of interest; later too, when she finds one. With one, the file is closed to her for good. */
export async function declareConflict(uow: UnitOfWork, fileId: string, conflict: 'none' | 'declared') {
  if (!(await saveConflict(uow, fileId, conflict))) throw new Conflict();
  const next = conflict === 'none' ? `/files/${fileId}/packet` : '/files';
  return done(redirectTo(next), { type: 'file.conflict_declared', detail: { conflict } });
}
