import { randomUUID } from 'node:crypto';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { newCode } from './case-code.server.ts';
import { insertCase } from './case-repo.server.ts';
import { insertIdentity } from './identity-repo.server.ts';
import type { FirstContact } from './case.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'case.opened': { code: string };
    /** the empty form was shown */
    'case.opening': Record<string, never>;
  }
}

/** The empty first contact, or what this member had begun to write of one. */
export async function beginCase(uow: UnitOfWork) {
  return done({ draft: await keptDraft(uow, '/cases/new#first-contact') }, { type: 'case.opening', detail: {} });
}

/**
 * Opens a case from a first contact: a code, the opener's assignment, and how to reach her safely. `goOn` is the page
 * after it, under the case's own.
 */
export async function openCase(uow: UnitOfWork, contact: FirstContact, goOn = '') {
  const caseId = randomUUID();
  const code = newCode('K');
  await insertCase(uow, { id: caseId, code, openedOn: uow.now }, randomUUID());
  await insertIdentity(uow, randomUUID(), caseId, { safe_contact: JSON.stringify(contact), phone: contact.contact });
  return done(redirectTo(`/cases/${caseId}${goOn}`), {
    type: 'case.opened',
    caseId,
    resource: { kind: 'Case', id: caseId },
    detail: { code },
  });
}
