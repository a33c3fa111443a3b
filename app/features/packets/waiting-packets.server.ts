import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listWaiting, organisationNamesById } from './packet-repo.server.ts';
import { inboxScope } from './packet-scope.server.ts';
import { sentOutsideAll } from './sent-outside.server.ts';

/** The referred packets that nobody has registered yet, the longest waiting first. */
export async function listWaitingPackets(uow: UnitOfWork) {
  const rows = await listWaiting(uow, inboxScope(uow.actor, uow.now));
  const names = await organisationNamesById(uow, rows.map((row) => row.organisation_id));
  const outside = await sentOutsideAll(uow, rows);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    sender: names.get(row.organisation_id) ?? '',
    referredOn: row.referred_at ? isoDate(row.referred_at) : '',
    sentOutside: outside.has(row.id),
  }));
}
