import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { caseFacts } from './case-facts.server.ts';
import { safeContactOf } from './identity-fields.ts';
import { openIdentity } from './identity-repo.server.ts';

/**
 * The language that the person prefers, as it was written down with how to reach her safely. Null where nobody wrote it down, and
 * for who may not read who she is.
 */
export async function preferredLanguage(uow: UnitOfWork, caseId: string): Promise<Code<'language'> | null> {
  const facts = await caseFacts(uow, caseId);
  if (!facts || !uow.may('readIdentity', { type: 'Case', id: caseId, facts })) return null;
  const found = await openIdentity(uow, caseId);
  return safeContactOf(found && uow.reveal(found.opened.safe_contact, 'read')).workerLanguage ?? null;
}
