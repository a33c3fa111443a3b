import { openRow, sealRow } from '#app/kernel/codec.server.ts';
import { within, type Scope } from '#app/kernel/scope.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import type { GroupSessionForm } from './session.schema.ts';

type GroupScope = Scope<Prisma.group_sessionWhereInput>;
const COMPARTMENT = 'psychosocial';

/** Leader, compartment, and who works on the cases of those who came, as far as the actor sees them. */
export function findGroupFacts(uow: UnitOfWork, groupId: string) {
  return transactionOf(uow).group_session.findUnique({
    where: { id: groupId },
    select: {
      organisation_id: true,
      leader_id: true,
      compartment: true,
      attendances: {
        select: { case_file: { select: { assignments: { where: { ended_at: null }, select: { member_id: true } } } } },
      },
    },
  });
}

/** The event itself, its topic and note sealed under a key of its own. */
export async function insertGroupSession(uow: UnitOfWork, id: string, form: GroupSessionForm): Promise<void> {
  const row = { id, organisation_id: uow.actor.organisationId, compartment: COMPARTMENT, row_version: 1 };
  const sealed = await sealRow(uow, 'group_session', row, { topic: form.topic, note: form.note });
  await transactionOf(uow).group_session.createMany({
    data: [
      {
        ...row,
        ...sealed,
        held_on: new Date(form.heldOn),
        duration_minutes: form.durationMinutes,
        leader_id: uow.actor.id,
        recorded_by: uow.actor.id,
        recorded_at: uow.now,
      },
    ],
  });
}

/** A group session with its opened fields and the attendances that the actor sees. */
export async function openGroupSession(uow: UnitOfWork, groupId: string) {
  const row = await transactionOf(uow).group_session.findUniqueOrThrow({
    where: { id: groupId },
    include: {
      attendances: {
        select: { id: true, case_id: true, note_ct: true, case_file: { select: { code: true } } },
        orderBy: { case_file: { code: 'asc' } },
      },
    },
  });
  return { row, opened: await openRow(uow, 'group_session', row) };
}

/** Group sessions in the scope, newest first; nothing sealed is opened. */
export function listGroupRows(uow: UnitOfWork, scope: GroupScope, page: { take: number; skip: number }) {
  return within(scope, [], (where) =>
    transactionOf(uow).group_session.findMany({
      where,
      orderBy: [{ held_on: 'desc' }, { recorded_at: 'desc' }],
      take: page.take + 1,
      skip: page.skip,
      select: { id: true, held_on: true, duration_minutes: true, _count: { select: { attendances: true } } },
    }),
  );
}

/** Open cases that the actor works on, by code: those who can have come. */
export function listOwnCases(uow: UnitOfWork) {
  return transactionOf(uow).case_file.findMany({
    where: { closed_on: null, assignments: { some: { member_id: uow.actor.id, ended_at: null } } },
    orderBy: { code: 'asc' },
    take: 500,
    select: { id: true, code: true },
  });
}

/** The cases of those who came to the groups that the actor led last. */
export async function casesOfLastGroups(uow: UnitOfWork): Promise<Set<string>> {
  const groups = await transactionOf(uow).group_session.findMany({
    where: { leader_id: uow.actor.id },
    orderBy: [{ held_on: 'desc' }, { recorded_at: 'desc' }],
    take: 3,
    select: { attendances: { select: { case_id: true } } },
  });
  return new Set(groups.flatMap(({ attendances }) => attendances.map(({ case_id }) => case_id)));
}
