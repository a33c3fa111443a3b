import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { identityOf } from './identity-fields.ts';
import { openIdentity } from './identity-repo.server.ts';
import type { Identity } from './identity.schema.ts';

/** What tells a reader who somebody is. */
export type Telling = Pick<Identity, 'fullName' | 'personalNumber' | 'birthDate' | 'address' | 'phone' | 'contact'>;

/**
 * Of an identity what a text is looked through for, and no more: next of kin and what is counted stay closed. Every field that is
 * read is recorded under `purpose`. The caller has asked Cedar for `readIdentity`.
 */
export async function readTelling(uow: UnitOfWork, caseId: string, purpose: string): Promise<Telling> {
  const found = await openIdentity(uow, caseId);
  if (!found) return {};
  const { opened } = found;
  const { fullName, personalNumber, birthDate, address, phone, contact } = identityOf({
    full_name: uow.reveal(opened.full_name, purpose),
    personal_number: uow.reveal(opened.personal_number, purpose),
    birth_date: uow.reveal(opened.birth_date, purpose),
    address: uow.reveal(opened.address, purpose),
    phone: uow.reveal(opened.phone, purpose),
    safe_contact: uow.reveal(opened.safe_contact, purpose),
    next_of_kin: null,
    demographics: null,
  });
  return { fullName, personalNumber, birthDate, address, phone, contact };
}
