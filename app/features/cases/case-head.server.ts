import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { caseFacts } from './case-facts.server.ts';
import { findCase } from './case-repo.server.ts';
import type { CaseParts } from './case-tabs.tsx';

/** What every page about a case says of it: its code, and whether it is closed. */
export async function caseHead(uow: UnitOfWork, caseId: string): Promise<{ id: string; code: string; closed: boolean }> {
  const { id, code, closed_on } = await findCase(uow, caseId);
  return { id, code, closed: closed_on !== null };
}

const PARTS = ['readIdentity', 'readConsents', 'readCasework', 'readReferrals', 'readStatement', 'readApplication', 'readAssignments'] as const;

/** Which parts of the case this member may open: the tabs of its pages. */
export async function caseParts(uow: UnitOfWork, caseId: string): Promise<CaseParts> {
  const facts = await caseFacts(uow, caseId);
  const mayRead = (part: keyof CaseParts) => facts !== null && uow.may(part, { type: 'Case', id: caseId, facts });
  return Object.fromEntries(PARTS.map((part) => [part, mayRead(part)])) as Record<keyof CaseParts, boolean>;
}
