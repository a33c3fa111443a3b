import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { casesInScope } from './case-list-repo.server.ts';
import { caseScope } from './case-scope.server.ts';
import { openNames } from './identity-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'cases.names_shown': { cases: readonly string[] };
  }
}

/** The names of the cases on one page of the list: a deliberate act, recorded case by case, as are those not hers to ask for. */
export async function showNames(uow: UnitOfWork, caseIds: readonly string[]) {
  const own = await casesInScope(uow, caseScope(uow.actor), caseIds);
  const opened = await openNames(uow, own);
  const names: Record<string, string> = Object.fromEntries([...opened].map(([id, name]) => [id, uow.reveal(name, 'list')]));
  const refused = caseIds.filter((id) => !own.includes(id)).map((id) => ({ kind: 'Case', id }) as const);
  return done({ names }, { type: 'cases.names_shown', purpose: 'list', refused, detail: { cases: [...opened.keys()] } });
}
