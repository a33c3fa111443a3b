import type { Indicator } from '#app/features/releases/engine/categories.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { parseLink } from './fact-link.ts';
import { lockLink } from './fact-repo.server.ts';

/** How often a case was counted under an indicator, so that something which happens twice is counted once. */
export async function countedFacts(uow: UnitOfWork, caseId: string, indicator: Indicator): Promise<number> {
  const { link } = await lockLink(uow, caseId);
  return parseLink(uow.reveal(link, 'statistics')).facts.filter((fact) => fact.indicator === indicator).length;
}
