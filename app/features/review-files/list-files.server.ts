import { cameSinceAll } from '#app/features/packets/came-since.server.ts';
import { whyClosedAll } from '#app/features/packets/received-packet.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listFileRows } from './review-file-repo.server.ts';
import { reviewFileScope } from './review-file-scope.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'files.listed': { shown: number };
  }
}

const MOST = 200;

/** The register, newest first: numbers, states and dates. A reviewer sees hers. */
export async function listFiles(uow: UnitOfWork) {
  const rows = await listFileRows(uow, reviewFileScope(uow.actor), MOST);
  const closed = await whyClosedAll(
    uow,
    rows.map((row) => row.packet_id),
  );
  const asked = rows.filter(({ state, packet_id }) => state === 'incomplete' && !closed.has(packet_id));
  const came = await cameSinceAll(
    uow,
    asked.map((row) => row.packet_id),
  );
  const items = rows.map((row) => ({
    id: row.id,
    number: row.registration_number,
    state: row.state as Code<'applicationState'>,
    registeredOn: row.registered_on.toISOString().slice(0, 10),
    /** the packet is closed: nothing is to be done and no day counts */
    closed: closed.get(row.packet_id) ?? null,
    /** what was asked for has come, and the secretary has not taken it in */
    came: came.has(row.packet_id),
    dueOn:
      row.decided_on || closed.has(row.packet_id) ? null : (row.decision_due_on?.toISOString().slice(0, 10) ?? null),
    reviewers: row.assignments.filter((assignment) => assignment.conflict !== 'declared').length,
    toDeclare:
      !closed.has(row.packet_id) &&
      row.assignments.some((one) => one.member_id === uow.actor.id && one.conflict === 'undeclared'),
  }));
  return done({ items, today: isoDate(uow.now) }, { type: 'files.listed', detail: { shown: items.length } });
}
