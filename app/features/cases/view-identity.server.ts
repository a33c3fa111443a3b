import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { caseParts } from './case-head.server.ts';
import { findCase } from './case-repo.server.ts';
import { readIdentity } from './read-identity.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'identity.viewed': Record<string, never>;
  }
}

/** The identity of a case for its page, with what this member had begun to write. */
export async function viewIdentity(uow: UnitOfWork, caseId: string) {
  const { code } = await findCase(uow, caseId);
  const { identity, rowVersion } = await readIdentity(uow, caseId, 'identity page');
  const draft = await keptDraft(uow, `/cases/${caseId}/identity#identity`);
  const parts = await caseParts(uow, caseId);
  return done({ id: caseId, code, parts, identity, rowVersion, draft }, { type: 'identity.viewed', detail: {} });
}
