import { packetTurns } from '#app/features/packets/came-since.server.ts';
import { whyClosedAll } from '#app/features/packets/received-packet.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { fileWaiting, type FileWaiting } from './file-waiting.ts';
import { listFileRows, type FileOrder } from './review-file-repo.server.ts';
import { reviewFileScope } from './review-file-scope.server.ts';
import { FileListQuery } from './review-file.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'files.listed': { shown: number };
  }
}

const MOST = 200;

/** What is read from the register for an order; who waits is known only of what was read, so those that are open come first. */
const ORDERS: Record<FileListQuery['sort'], FileOrder> = {
  '-registered': { openFirst: false, upwards: false },
  registered: { openFirst: false, upwards: true },
  '-waiting': { openFirst: true, upwards: true },
  waiting: { openFirst: true, upwards: false },
};

/** The register: numbers, states, dates and who waits since when. A reviewer sees hers. */
export async function listFiles(uow: UnitOfWork, { sort }: FileListQuery = FileListQuery.parse({})) {
  const rows = await listFileRows(uow, reviewFileScope(uow.actor), ORDERS[sort], MOST);
  const ids = rows.map((row) => row.packet_id);
  const closed = await whyClosedAll(uow, ids);
  const turns = await packetTurns(uow, ids);
  const items = rows.map((row) => {
    const open = !row.decided_on && !closed.has(row.packet_id);
    const turn = open ? turns.get(row.packet_id) : undefined;
    return {
      id: row.id,
      number: row.registration_number,
      state: row.state as Code<'applicationState'>,
      registeredOn: row.registered_on.toISOString().slice(0, 10),
      /** the packet is closed: nothing is to be done and no day counts */
      closed: closed.get(row.packet_id) ?? null,
      /** what was asked for has come, and the secretary has not taken it in */
      came: (row.state === 'incomplete' && turn?.came) || null,
      waiting: turn ? fileWaiting(row.state, turn) : null,
      dueOn: open ? (row.decision_due_on?.toISOString().slice(0, 10) ?? null) : null,
      reviewers: row.assignments.filter((assignment) => assignment.conflict !== 'declared').length,
      toDeclare:
        !closed.has(row.packet_id) &&
        row.assignments.some((one) => one.member_id === uow.actor.id && one.conflict === 'undeclared'),
    };
  });
  const view = { items: sort.endsWith('waiting') ? byWaiting(items, sort) : items, today: isoDate(uow.now), sort };
  return done(view, { type: 'files.listed', detail: { shown: items.length } });
}

/** Those that wait for nobody come last, either way round. */
function byWaiting<Item extends { waiting: FileWaiting | null }>(items: readonly Item[], sort: string): Item[] {
  const longestFirst = (a: Item, b: Item) => ((a.waiting?.since ?? '') < (b.waiting?.since ?? '') ? -1 : 1);
  const waiting = items.filter((item) => item.waiting).sort(longestFirst);
  return [...(sort === '-waiting' ? waiting : waiting.reverse()), ...items.filter((item) => !item.waiting)];
}
