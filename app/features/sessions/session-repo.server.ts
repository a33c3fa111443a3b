import { openRow, openRows, sealRow } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { SessionForm, SupportKind } from './session.schema.ts';

interface NewSession extends SessionForm {
  id: string;
  caseId: string;
  kind: SupportKind;
  groupSessionId?: string;
  /** the ids of its facts, kept inside the seal */
  statistics: string | null;
}

export async function insertSession(uow: UnitOfWork, session: NewSession): Promise<void> {
  const row = {
    id: session.id,
    organisation_id: uow.actor.organisationId,
    case_id: session.caseId,
    compartment: session.kind,
    row_version: 1,
  };
  const { service, place, note, statistics } = session;
  const sealed = await sealRow(uow, 'support_session', row, { service: service as string, place, note, statistics });
  await transactionOf(uow).support_session.createMany({
    data: [
      {
        ...row,
        ...sealed,
        group_session_id: session.groupSessionId ?? null,
        held_on: new Date(session.heldOn),
        duration_minutes: session.durationMinutes,
        worker_id: uow.actor.id,
        recorded_by: uow.actor.id,
        recorded_at: uow.now,
      },
    ],
  });
}

/** The sessions of a case in these compartments, newest first, with what was done; places and notes stay closed. */
export async function listSessions(uow: UnitOfWork, caseId: string, kinds: readonly SupportKind[]) {
  const rows = await transactionOf(uow).support_session.findMany({
    where: { case_id: caseId, compartment: { in: [...kinds] } },
    orderBy: [{ held_on: 'desc' }, { recorded_at: 'desc' }],
    select: {
      id: true,
      organisation_id: true,
      case_id: true,
      compartment: true,
      row_version: true,
      group_session_id: true,
      held_on: true,
      duration_minutes: true,
      worker_id: true,
      recorded_at: true,
      service_ct: true,
    },
  });
  const opened = await openRows(uow, 'support_session', rows);
  return rows.map((row, position) => ({ row, service: opened[position]?.service ?? null }));
}

/** As `listSessions`, with every field opened. */
export async function openSessions(uow: UnitOfWork, caseId: string, kinds: readonly SupportKind[]) {
  const rows = await transactionOf(uow).support_session.findMany({
    where: { case_id: caseId, compartment: { in: [...kinds] } },
    orderBy: [{ held_on: 'desc' }, { recorded_at: 'desc' }],
  });
  const opened = await openRows(uow, 'support_session', rows);
  return rows.map((row, position) => ({ row, opened: opened[position]! }));
}

/** One session of a case with its opened fields; null when it is not there for this actor. */
export async function findSession(uow: UnitOfWork, caseId: string, sessionId: string, kinds: readonly SupportKind[]) {
  const row = await transactionOf(uow).support_session.findFirst({
    where: { id: sessionId, case_id: caseId, compartment: { in: [...kinds] } },
  });
  return row ? { row, opened: await openRow(uow, 'support_session', row) } : null;
}
