import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { StandsOn } from './packet-consents.ts';

/** Everything that a packet stands on or stood on. */
export function listPacketConsents(uow: UnitOfWork, packetId: string) {
  return transactionOf(uow).packet_consent.findMany({ where: { packet_id: packetId }, orderBy: [{ recorded_at: 'asc' }, { id: 'asc' }] });
}

/** What stands on consents to this purpose, with its packets, the oldest first; `open`: only what has not ended. */
export function listStandingOn(uow: UnitOfWork, caseId: string, purpose: string, open: boolean) {
  return transactionOf(uow).packet_consent.findMany({
    where: { case_id: caseId, purpose, ...(open ? { withdrawn_at: null, packet: { withdrawn_at: null } } : {}) },
    orderBy: [{ packet: { frozen_at: 'asc' } }, { recorded_at: 'asc' }],
    include: { packet: true, consent: { select: { categories: true } } },
  });
}

/** Writes what a packet stands on, and into the packet the day on which it runs out by that. */
export async function insertPacketConsents(
  uow: UnitOfWork,
  packet: { id: string; organisation_id: string; case_id: string },
  standsOn: readonly StandsOn[],
): Promise<void> {
  const { organisation_id, case_id } = packet;
  const common = { organisation_id, case_id, packet_id: packet.id, recorded_at: uow.now };
  await transactionOf(uow).packet_consent.createMany({
    data: standsOn.map(({ id, consentId, purpose, ownKey, expires_on }) => ({ ...common, id, consent_id: consentId, purpose, own_key: ownKey, expires_on })),
  });
  await transactionOf(uow).$executeRaw`
    UPDATE casework.packet SET expires_on = casework.expiry_of(id) WHERE id = ${packet.id}::uuid AND withdrawn_at IS NULL`;
}

/** Ends these rows, and all of these packets. Answers the ids of those that ended now. */
export async function endPacketConsents(uow: UnitOfWork, packetIds: readonly string[], ids: readonly string[]): Promise<string[]> {
  const where = { withdrawn_at: null, OR: [{ id: { in: [...ids] } }, { packet_id: { in: [...packetIds] } }] };
  const ending = await transactionOf(uow).packet_consent.findMany({ where, select: { id: true } });
  await transactionOf(uow).packet_consent.updateMany({ where, data: { withdrawn_at: uow.now } });
  return ending.map(({ id }) => id);
}

/** Deletes what the receivers' keys of ended packets and pieces were sealed to; row-level security takes no other subject. */
export async function takeBackKeys(uow: UnitOfWork, subjectIds: readonly string[]): Promise<void> {
  await transactionOf(uow).sealed_key.deleteMany({
    where: { organisation_id: uow.actor.organisationId, subject_kind: { in: ['packet', 'packet_consent'] }, subject_id: { in: [...subjectIds] } },
  });
}

/**
 * Why packets are closed to the commission that has a file on them, by the database's clock; those that are not named are
 * open, or hidden for another reason.
 */
export async function closuresOf(uow: UnitOfWork, packetIds: readonly string[]): Promise<Map<string, 'withdrawn' | 'expired'>> {
  if (packetIds.length === 0) return new Map();
  const rows = await transactionOf(uow).$queryRaw<{ id: string; why: 'withdrawn' | 'expired' }[]>`
    SELECT id::text AS id, why FROM casework.closed_packet WHERE id = ANY(${[...packetIds]}::uuid[])`;
  return new Map(rows.map(({ id, why }) => [id, why]));
}
