import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { identityOf } from './identity-fields.ts';
import type { Identity } from './identity.schema.ts';
import { openIdentity } from './identity-repo.server.ts';

export interface ReadIdentity {
  identity: Identity;
  /** 0 when nothing has been written yet */
  rowVersion: number;
  updatedAt: Date | null;
  updatedBy: string | null;
}

/**
 * Who a case is about, in full, with every field read recorded under `purpose`. The caller has asked Cedar for
 * `readIdentity`, or acts on a consent that names the identity (a packet's sheet).
 */
export async function readIdentity(uow: UnitOfWork, caseId: string, purpose: string): Promise<ReadIdentity> {
  const found = await openIdentity(uow, caseId);
  if (!found) return { identity: {}, rowVersion: 0, updatedAt: null, updatedBy: null };
  const { row, opened } = found;
  const identity = identityOf({
    full_name: uow.reveal(opened.full_name, purpose),
    personal_number: uow.reveal(opened.personal_number, purpose),
    birth_date: uow.reveal(opened.birth_date, purpose),
    address: uow.reveal(opened.address, purpose),
    phone: uow.reveal(opened.phone, purpose),
    safe_contact: uow.reveal(opened.safe_contact, purpose),
    next_of_kin: uow.reveal(opened.next_of_kin, purpose),
    demographics: uow.reveal(opened.demographics, purpose),
  });
  return { identity, rowVersion: row.row_version, updatedAt: row.updated_at, updatedBy: row.updated_by };
}
