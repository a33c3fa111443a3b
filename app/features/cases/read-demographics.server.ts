import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { demographicsOf, type Demographics } from './identity-fields.ts';
import { openIdentity } from './identity-repo.server.ts';

/** What a coarse fact may be derived from: never a name, a number or an address. */
export interface KnownDemographics extends Demographics {
  /** a day, or only its year */
  birthDate: string | null;
}

/** For statistics, after the consent to them was found active. Null when no identity was written. */
export async function readDemographics(uow: UnitOfWork, caseId: string): Promise<KnownDemographics | null> {
  const found = await openIdentity(uow, caseId);
  if (!found) return null;
  return {
    ...demographicsOf(uow.reveal(found.opened.demographics, 'statistics')),
    birthDate: uow.reveal(found.opened.birth_date, 'statistics'),
  };
}
