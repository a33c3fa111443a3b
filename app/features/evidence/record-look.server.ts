import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { insertCustody, listCustody, type EvidenceRow } from './evidence-repo.server.ts';

/** A second look within these minutes is the same look in the custody log. */
const SAME_LOOK_MS = 10 * 60_000;

/** Looking at a piece is itself part of its custody log. */
export async function recordLook(uow: UnitOfWork, row: EvidenceRow): Promise<void> {
  const last = (await listCustody(uow, row.id))[0];
  const same = last?.member_id === uow.actor.id && uow.now.getTime() - last.at.getTime() < SAME_LOOK_MS;
  if (!same) await insertCustody(uow, row, 'viewed');
}
