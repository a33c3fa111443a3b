import { randomUUID } from 'node:crypto';
import { openRows, sealRow } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { findSession } from './session-repo.server.ts';
import type { SessionForm } from './session.schema.ts';

type Found = NonNullable<Awaited<ReturnType<typeof findSession>>>;

/** Keeps what a session says now, sealed anew; without it the database takes no correction. */
export async function keepVersion(uow: UnitOfWork, { row, opened }: Found, reason: string): Promise<void> {
  const version = {
    id: randomUUID(),
    organisation_id: row.organisation_id,
    case_id: row.case_id,
    compartment: row.compartment,
    row_version: 1,
  };
  const sealed = await sealRow(uow, 'session_version', version, {
    service: uow.reveal(opened.service, 'reseal') ?? '',
    place: uow.reveal(opened.place, 'reseal'),
    note: uow.reveal(opened.note, 'reseal'),
    reason,
  });
  await transactionOf(uow).session_version.createMany({
    data: [
      {
        ...version,
        ...sealed,
        session_id: row.id,
        version: row.row_version,
        held_on: row.held_on,
        duration_minutes: row.duration_minutes,
        replaced_by: uow.actor.id,
        replaced_at: uow.now,
      },
    ],
  });
}

/** Writes the correction under the next version, every field sealed anew. False when somebody was faster. */
export async function writeCorrection(uow: UnitOfWork, { row, opened }: Found, form: SessionForm): Promise<boolean> {
  const next = { ...row, row_version: row.row_version + 1 };
  const sealed = await sealRow(uow, 'support_session', next, {
    service: form.service as string,
    place: form.place,
    note: form.note,
    statistics: uow.reveal(opened.statistics, 'reseal'),
  });
  const { count } = await transactionOf(uow).support_session.updateMany({
    where: { id: row.id, row_version: row.row_version },
    data: {
      ...sealed,
      row_version: next.row_version,
      held_on: new Date(form.heldOn),
      duration_minutes: form.durationMinutes,
    },
  });
  return count === 1;
}

/** What a session said before, newest first, with its opened fields. */
export function openVersions(uow: UnitOfWork, sessionId: string) {
  return open(uow, { session_id: sessionId });
}

/** What all sessions of one kind of a case said before they were corrected. */
export function openVersionsOfCase(uow: UnitOfWork, caseId: string, compartment: string) {
  return open(uow, { case_id: caseId, compartment });
}

async function open(uow: UnitOfWork, where: { session_id: string } | { case_id: string; compartment: string }) {
  const rows = await transactionOf(uow).session_version.findMany({ where, orderBy: { version: 'desc' } });
  const opened = await openRows(uow, 'session_version', rows);
  return rows.map((row, position) => ({ row, opened: opened[position]! }));
}
