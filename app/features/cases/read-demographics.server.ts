import * as z from 'zod';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { openIdentity } from './case-repo.server.ts';

const Demographics = z.object({
  sex: z.string().optional(),
  community: z.string().optional(),
  municipality: z.string().optional(),
  ageAtTheTime: z.string().optional(),
});

/** What statistics may know of a survivor, and her birth date to work out an age; null when nothing is recorded. */
export async function readDemographics(uow: UnitOfWork, caseId: string) {
  const identity = await openIdentity(uow, caseId);
  if (!identity) return null;
  const stored = uow.reveal(identity.opened.demographics, 'statistics');
  const birthDate = uow.reveal(identity.opened.birth_date, 'statistics');
  return { ...(stored ? Demographics.parse(JSON.parse(stored)) : {}), birthDate };
}
