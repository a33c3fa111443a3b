import { openRow, sealRow } from '#app/kernel/codec.server.ts';
import { within, type Scope } from '#app/kernel/scope.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';

export async function findPacketFacts(uow: UnitOfWork, packetId: string) {
  const row = await transactionOf(uow).packet.findUnique({ where: { id: packetId } });
  if (!row) return null;
  const assignments = await transactionOf(uow).assignment.findMany({
    where: { case_id: row.case_id, ended_at: null },
    select: { member_id: true },
  });
  return { ...row, assignedMemberIds: assignments.map((assignment) => assignment.member_id) };
}

export function findPacket(uow: UnitOfWork, packetId: string) {
  return transactionOf(uow).packet.findUniqueOrThrow({ where: { id: packetId } });
}

export type PacketRow = Awaited<ReturnType<typeof findPacket>>;

/** The packets of one case, newest first, each with what happened to it. */
export function listPacketsOfCase(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).packet.findMany({
    where: { case_id: caseId },
    orderBy: { frozen_at: 'desc' },
    include: { events: { orderBy: [{ recorded_at: 'asc' }] } },
  });
}

export async function insertPacket(uow: UnitOfWork, row: Prisma.packetCreateManyInput): Promise<void> {
  await transactionOf(uow).packet.createMany({ data: [row] });
}

/** Changes a packet that is still open. Its row version stays: it counts what is sealed. False when it was closed meanwhile. */
export async function movePacket(
  uow: UnitOfWork,
  packetId: string,
  data: Prisma.packetUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await transactionOf(uow).packet.updateMany({ where: { id: packetId, withdrawn_at: null }, data });
  return count === 1;
}

/** From now on nobody opens these packets: row-level security asks for `withdrawn_at IS NULL`. */
export async function withdrawPackets(uow: UnitOfWork, ids: readonly string[]): Promise<void> {
  await transactionOf(uow).packet.updateMany({
    where: { id: { in: [...ids] }, withdrawn_at: null },
    data: { withdrawn_at: uow.now, state: 'withdrawn' },
  });
}

/** Packets of an application that never left are put aside when a new one is frozen. */
export async function setAsideUnsent(uow: UnitOfWork, applicationId: string): Promise<void> {
  await transactionOf(uow).packet.updateMany({
    where: { application_id: applicationId, state: 'frozen', withdrawn_at: null },
    data: { state: 'returned' },
  });
}

/** Whether a packet of this application is on its way or decided, and which it is; null when none has left. */
export async function leftAs(uow: UnitOfWork, applicationId: string): Promise<'sent' | 'decided' | null> {
  const states = ['handed_over', 'referred', 'accepted', 'decided'];
  const rows = await transactionOf(uow).packet.findMany({
    where: { application_id: applicationId, withdrawn_at: null, state: { in: states } },
    select: { state: true },
  });
  if (rows.length === 0) return null;
  return rows.some(({ state }) => state === 'decided') ? 'decided' : 'sent';
}

/** Dates, route and the sealed name of who received the paper. False when somebody else changed it first. */
export async function saveHandover(
  uow: UnitOfWork,
  row: PacketRow,
  { on, route, receivedBy, state }: { on: Date; route: string; receivedBy: string | undefined; state: string },
): Promise<boolean> {
  const next = { ...row, row_version: row.row_version + 1 };
  const { received_by_ct } = await sealRow(uow, 'packet', next, { received_by: receivedBy });
  const { count } = await transactionOf(uow).packet.updateMany({
    where: { id: row.id, row_version: row.row_version, withdrawn_at: null },
    data: { handed_over_on: on, handed_over_route: route, received_by_ct, state, row_version: next.row_version },
  });
  return count === 1;
}

export async function openReceiver(uow: UnitOfWork, row: PacketRow) {
  return (await openRow(uow, 'packet', row)).received_by;
}

export function listPacketEvents(uow: UnitOfWork, packetId: string) {
  return transactionOf(uow).packet_event.findMany({
    where: { packet_id: packetId },
    orderBy: [{ recorded_at: 'asc' }],
  });
}

/** The last thing that happened to each of these packets. */
export function lastEventsOf(uow: UnitOfWork, packetIds: readonly string[]) {
  return transactionOf(uow).packet_event.findMany({
    where: { packet_id: { in: [...packetIds] } },
    orderBy: [{ packet_id: 'asc' }, { recorded_at: 'desc' }],
    distinct: ['packet_id'],
  });
}

/** When those of these packets that the actor sees were sent in the system. */
export function referredOf(uow: UnitOfWork, packetIds: readonly string[]) {
  return transactionOf(uow).packet.findMany({
    where: { id: { in: [...packetIds] } },
    select: { id: true, referred_at: true },
  });
}

export async function insertPacketEvent(
  uow: UnitOfWork,
  row: Omit<Prisma.packet_eventCreateManyInput, 'recorded_by' | 'recorded_at'>,
) {
  await transactionOf(uow).packet_event.createMany({
    data: [{ ...row, recorded_by: uow.actor.id, recorded_at: uow.now }],
  });
}

/** Who receives packets: the commission. Null when there is none in this installation. */
export function findCommission(uow: UnitOfWork) {
  return transactionOf(uow).organisation.findFirst({ where: { kind: 'commission' }, orderBy: { created_at: 'asc' } });
}

export async function organisationName(uow: UnitOfWork, id: string): Promise<string> {
  return (await transactionOf(uow).organisation.findUniqueOrThrow({ where: { id }, select: { name: true } })).name;
}

/** Tells one member of another organisation, or of this one, that something came: a code and an id, no content. */
export async function notify(
  uow: UnitOfWork,
  row: Omit<Prisma.notificationCreateManyInput, 'created_at'>,
): Promise<void> {
  await transactionOf(uow).notification.createMany({ data: [{ ...row, created_at: uow.now }] });
}

export function findVisiblePacket(uow: UnitOfWork, packetId: string): Promise<PacketRow | null> {
  return transactionOf(uow).packet.findUnique({ where: { id: packetId } });
}

/** False when it is not waiting any more. */
export async function markAccepted(uow: UnitOfWork, packetId: string, number: string, on: Date): Promise<boolean> {
  const { count } = await transactionOf(uow).packet.updateMany({
    where: { id: packetId, accepted_at: null, withdrawn_at: null, referred_at: { not: null } },
    data: { accepted_at: uow.now, state: 'accepted', registration_number: number, registered_on: on },
  });
  return count === 1;
}

export function markDecided(uow: UnitOfWork, packetId: string): Promise<boolean> {
  return movePacket(uow, packetId, { state: 'decided' });
}

type PacketScope = Scope<Prisma.packetWhereInput>;

/** Packets of a scope, the longest waiting first. */
export function listWaiting(uow: UnitOfWork, scope: PacketScope) {
  return within(scope, [], (where) =>
    transactionOf(uow).packet.findMany({ where, orderBy: [{ referred_at: 'asc' }, { id: 'asc' }], take: 200 }),
  );
}

export async function organisationNamesById(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await transactionOf(uow).organisation.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}
