import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { idsFrom, isWhole, type AuditQuery } from './audit.schema.ts';

export type EventRow = Prisma.eventGetPayload<object>;

/**
 * Events, newest first. Row-level security shows the auditor what was done with her organisation's data, by anybody, and
 * what her organisation's members did.
 */
export function listEvents(uow: UnitOfWork, query: AuditQuery, take: number): Promise<EventRow[]> {
  return transactionOf(uow).event.findMany({ where: filterOf(query), orderBy: { sequence: 'desc' }, take });
}

/**
 * The query with its case's whole number where only the beginning was given, among the cases whose events row-level security
 * shows her. Where several begin so none is chosen; where none does the beginning stays, and finds nothing.
 */
export async function withWholeCase(uow: UnitOfWork, query: AuditQuery): Promise<AuditQuery> {
  if (!query.case || isWhole(query.case)) return query;
  const found = await transactionOf(uow).event.findMany({
    where: { case_id: idsFrom(query.case) },
    distinct: ['case_id'],
    select: { case_id: true },
    take: 2,
  });
  if (found.length === 0) return query;
  return { ...query, case: found.length === 1 ? (found[0]?.case_id ?? undefined) : undefined };
}

/** The auditor's colleagues, by the columns that her database role may select. */
export function listColleagues(uow: UnitOfWork) {
  return transactionOf(uow).member.findMany({
    where: { organisation_id: uow.actor.organisationId },
    select: { id: true, display_name: true },
    orderBy: { display_name: 'asc' },
  });
}

/** The types of event that there are to choose from. */
export async function listEventTypes(uow: UnitOfWork): Promise<string[]> {
  const rows = await transactionOf(uow).event.findMany({
    distinct: ['type'],
    select: { type: true },
    orderBy: { type: 'asc' },
  });
  return rows.map(({ type }) => type);
}

/** The cases that events were about most recently; opaque ids. */
export async function recentCases(uow: UnitOfWork, take: number): Promise<string[]> {
  const rows = await transactionOf(uow).event.findMany({
    where: { case_id: { not: null }, organisation_id: uow.actor.organisationId },
    select: { case_id: true },
    orderBy: { sequence: 'desc' },
    take: 500,
  });
  return [...new Set(rows.flatMap(({ case_id }) => case_id ?? []))].slice(0, take);
}

export type CheckpointRow = Prisma.checkpointGetPayload<object>;

/** The log's signed checkpoints, newest first; `before` = with fewer events than that. */
export function listCheckpoints(uow: UnitOfWork, take: number, before?: bigint): Promise<CheckpointRow[]> {
  return transactionOf(uow).checkpoint.findMany({
    where: before === undefined ? {} : { size: { lt: before } },
    orderBy: { size: 'desc' },
    take,
  });
}

/** Null when there is none of this size. */
export function findCheckpoint(uow: UnitOfWork, size: bigint): Promise<CheckpointRow | null> {
  return transactionOf(uow).checkpoint.findUnique({ where: { size } });
}

/** How many of the events that row-level security shows her came after this number. */
export function countEventsAfter(uow: UnitOfWork, sequence: bigint): Promise<number> {
  return transactionOf(uow).event.count({ where: { sequence: { gt: sequence } } });
}

function filterOf(query: AuditQuery): Prisma.eventWhereInput {
  return {
    ...(query.case ? { case_id: isWhole(query.case) ? query.case : idsFrom(query.case) } : {}),
    ...(query.member ? { actor_id: query.member } : {}),
    ...(query.type ? { type: query.type } : {}),
    ...(query.outcome ? { outcome: query.outcome } : {}),
    ...(query.before ? { sequence: { lt: BigInt(query.before) } } : {}),
    at: {
      ...(query.from ? { gte: startOf(query.from) } : {}),
      ...(query.until ? { lt: new Date(startOf(query.until).getTime() + 24 * 3_600_000) } : {}),
    },
  };
}

/** Midnight in Prishtina, in summer or in winter time. */
function startOf(day: string): Date {
  const winter = new Date(`${day}T00:00:00+01:00`);
  const summer = new Date(`${day}T00:00:00+02:00`);
  return isoDate(summer) === day ? summer : winter;
}
