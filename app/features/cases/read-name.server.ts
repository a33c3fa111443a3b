import type { Plaintext } from '#app/kernel/plaintext.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { openNames } from './identity-repo.server.ts';

/** The full name alone, still inside `Plaintext`. The caller has asked Cedar for `readIdentity`. */
export async function readName(uow: UnitOfWork, caseId: string): Promise<Plaintext | null> {
  return (await openNames(uow, [caseId])).get(caseId) ?? null;
}
