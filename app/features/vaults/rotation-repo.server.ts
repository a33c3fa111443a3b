import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** A run that gave no sign of life for so long is taken to be dead, and another one may go on. */
export const SILENT_SECONDS = 15;

export interface Rotation {
  id: string;
  compartment: string;
  epoch: number;
}

export async function insertRotation(
  uow: UnitOfWork,
  { id, compartment, epoch }: Rotation,
  reason: string,
): Promise<void> {
  await transactionOf(uow).rotation.createMany({
    data: [
      {
        id,
        organisation_id: uow.actor.organisationId,
        compartment,
        epoch,
        reason,
        state: 'open',
        total: 0,
        done: 0,
        unreadable: 0,
        started_by: uow.actor.id,
        started_at: uow.now,
      },
    ],
  });
  // Row-level security shows the wrapped keys to a custodian only from now on.
  const total = await countOlderKeys(uow, compartment, epoch);
  await transactionOf(uow).rotation.updateMany({ where: { id }, data: { total } });
}

/** An earlier renewal that is still going on has nothing left to do: the newer one re-wraps from every older epoch. */
export async function supersedeRotations(uow: UnitOfWork, compartment: string): Promise<void> {
  await transactionOf(uow).rotation.updateMany({
    where: { organisation_id: uow.actor.organisationId, compartment, state: 'open' },
    data: { state: 'superseded', finished_at: uow.now },
  });
}

/** The renewals of the organisation, the newest of each vault first. */
export function listRotations(uow: UnitOfWork) {
  return transactionOf(uow).rotation.findMany({
    where: { organisation_id: uow.actor.organisationId },
    orderBy: { started_at: 'desc' },
    take: 40,
  });
}

/** Open renewals that nobody is working on, as the database's clock has it. */
export function listSilentRotations(uow: UnitOfWork): Promise<Rotation[]> {
  return transactionOf(uow).$queryRaw<Rotation[]>`
    SELECT id::text, compartment, epoch FROM keys.rotation
    WHERE organisation_id = ${uow.actor.organisationId}::uuid AND state = 'open'
      AND (heartbeat_at IS NULL OR heartbeat_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}::int))
    ORDER BY started_at`;
}

/**
 * Makes this run the one that works on a renewal, and keeps it so with every batch. `null` when it is finished, was
 * superseded, belongs to another run that is alive, or the actor is no custodian any more. The row stays locked until the
 * transaction ends, so two runs never work on one batch.
 */
export async function claimRotation(uow: UnitOfWork, id: string, runner: string): Promise<Rotation | null> {
  const [claimed] = await transactionOf(uow).$queryRaw<Rotation[]>`
    UPDATE keys.rotation SET runner_id = ${runner}::uuid, heartbeat_at = clock_timestamp()
    WHERE id = ${id}::uuid AND state = 'open' AND (runner_id IS NULL OR runner_id = ${runner}::uuid
      OR heartbeat_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}::int))
    RETURNING id::text, compartment, epoch`;
  return claimed ?? null;
}

export async function countProgress(
  uow: UnitOfWork,
  id: string,
  { done, unreadable }: { done: number; unreadable: number },
): Promise<void> {
  await transactionOf(uow).rotation.updateMany({
    where: { id, state: 'open' },
    data: { done: { increment: done }, unreadable: { increment: unreadable } },
  });
}

/** A new run counts again what does not open. */
export async function forgetUnreadable(uow: UnitOfWork, id: string): Promise<void> {
  await transactionOf(uow).rotation.updateMany({ where: { id, state: 'open' }, data: { unreadable: 0 } });
}

export async function closeRotation(uow: UnitOfWork, id: string): Promise<void> {
  await transactionOf(uow).rotation.updateMany({
    where: { id, state: 'open' },
    data: { state: 'done', finished_at: uow.now },
  });
}

export interface WrappedKey {
  organisation_id: string;
  subject_kind: string;
  subject_id: string;
  epoch: number;
  stored: Buffer<ArrayBuffer>;
}
/** Where a batch begins: after this subject (and, for sealed keys, nothing else: one recipient, one compartment). */
export const FROM_THE_START = '00000000-0000-0000-0000-000000000000';

/** The next content keys that an older epoch wraps, in the order of their subjects. */
export function nextContentKeys(
  uow: UnitOfWork,
  { compartment, epoch }: Rotation,
  after: string,
  take: number,
): Promise<WrappedKey[]> {
  return transactionOf(uow).$queryRaw<WrappedKey[]>`
    SELECT organisation_id::text, subject_kind, subject_id::text, epoch, wrapped_key_ct AS stored FROM keys.content_key
    WHERE organisation_id = ${uow.actor.organisationId}::uuid AND compartment = ${compartment} AND epoch < ${epoch}
      AND subject_id > ${after}::uuid
    ORDER BY subject_id LIMIT ${take}`;
}

/** As `nextContentKeys`, for keys that other organisations sealed to this vault. */
export function nextSealedKeys(
  uow: UnitOfWork,
  { compartment, epoch }: Rotation,
  after: string,
  take: number,
): Promise<WrappedKey[]> {
  return transactionOf(uow).$queryRaw<WrappedKey[]>`
    SELECT organisation_id::text, subject_kind, subject_id::text, epoch, sealed_key_ct AS stored FROM keys.sealed_key
    WHERE recipient_organisation_id = ${uow.actor.organisationId}::uuid AND compartment = ${compartment} AND epoch < ${epoch}
      AND subject_id > ${after}::uuid
    ORDER BY subject_id LIMIT ${take}`;
}

export interface Replacement {
  subjectId: string;
  /** the epoch that the row must still have */
  from: number;
  stored: Buffer;
}

/** Writes a batch in one statement. A row that changed meanwhile is left alone. Answers how many were written. */
export function replaceContentKeys(
  uow: UnitOfWork,
  { compartment, epoch }: Rotation,
  batch: readonly Replacement[],
): Promise<number> {
  const { ids, epochs, stored } = columnsOf(batch);
  return transactionOf(uow).$executeRaw`
    UPDATE keys.content_key AS k SET epoch = ${epoch}, wrapped_key_ct = decode(t.stored, 'base64')
    FROM unnest(${ids}::uuid[], ${epochs}::int[], ${stored}::text[]) AS t(subject_id, epoch, stored)
    WHERE k.organisation_id = ${uow.actor.organisationId}::uuid AND k.compartment = ${compartment}
      AND k.subject_id = t.subject_id AND k.epoch = t.epoch`;
}

export function replaceSealedKeys(
  uow: UnitOfWork,
  { compartment, epoch }: Rotation,
  batch: readonly Replacement[],
): Promise<number> {
  const { ids, epochs, stored } = columnsOf(batch);
  return transactionOf(uow).$executeRaw`
    UPDATE keys.sealed_key AS k SET epoch = ${epoch}, sealed_key_ct = decode(t.stored, 'base64')
    FROM unnest(${ids}::uuid[], ${epochs}::int[], ${stored}::text[]) AS t(subject_id, epoch, stored)
    WHERE k.recipient_organisation_id = ${uow.actor.organisationId}::uuid AND k.compartment = ${compartment}
      AND k.subject_id = t.subject_id AND k.epoch = t.epoch`;
}

/** How many keys an older epoch still wraps or seals. Row-level security shows them only while the renewal is open. */
export async function countOlderKeys(uow: UnitOfWork, compartment: string, epoch: number): Promise<number> {
  const [row] = await transactionOf(uow).$queryRaw<{ count: number }[]>`
    SELECT ((SELECT count(*) FROM keys.content_key WHERE organisation_id = ${uow.actor.organisationId}::uuid
              AND compartment = ${compartment} AND epoch < ${epoch})
          + (SELECT count(*) FROM keys.sealed_key WHERE recipient_organisation_id = ${uow.actor.organisationId}::uuid
              AND compartment = ${compartment} AND epoch < ${epoch}))::int AS count`;
  return row?.count ?? 0;
}

/** As parameters: bytes travel as base64 text, because an array of bytes is not a parameter that Prisma knows. */
function columnsOf(batch: readonly Replacement[]) {
  return {
    ids: batch.map(({ subjectId }) => subjectId),
    epochs: batch.map(({ from }) => from),
    stored: batch.map(({ stored }) => stored.toString('base64')),
  };
}
