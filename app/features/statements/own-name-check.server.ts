import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { readName } from '#app/features/cases/read-name.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { ownNameIn } from './own-name.ts';

/** Which words of these texts are the survivor's own name; the name itself stays on the server. */
export async function checkOwnName(uow: UnitOfWork, caseId: string, texts: readonly string[]): Promise<string[]> {
  const facts = await caseFacts(uow, caseId);
  if (!facts || !uow.may('readIdentity', { type: 'Case', id: caseId, facts })) return [];
  const name = uow.reveal(await readName(uow, caseId), 'name check');
  return name ? ownNameIn(texts.join('\n'), name) : [];
}
