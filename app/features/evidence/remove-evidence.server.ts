import { applicationWritten } from '#app/features/applications/application-written.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findEvidence, insertCustody, markRemoved } from './evidence-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'evidence.removed': { evidence: string };
  }
}

/** Takes a piece out of the application: nobody opens it any more; the custody log keeps that it was there and why it went. */
export async function removeEvidence(uow: UnitOfWork, caseId: string, evidenceId: string, reason: string | undefined) {
  const row = await findEvidence(uow, caseId, evidenceId);
  if (!row) throw new NotFound();
  if (!(await markRemoved(uow, row))) throw new Conflict();
  await insertCustody(uow, row, 'removed', reason);
  await applicationWritten(uow, caseId);
  return done(redirectTo(`/cases/${caseId}/evidence`), {
    type: 'evidence.removed',
    resource: { kind: 'Evidence', id: evidenceId },
    detail: { evidence: evidenceId },
  });
}
