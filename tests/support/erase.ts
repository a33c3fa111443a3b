import { carryOutErasure } from '#app/features/erasures/carry-out-erasure.server.ts';
import { requestErasure } from '#app/features/erasures/request-erasure.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { onCase } from './casework.ts';
import { connectedAs } from './database.ts';
import type { World } from './world.ts';

/** Erases a case of the north as two people do: the caseworker passes the wish on, the supervisor carries it out. */
export async function erase(world: World, caseId: string): Promise<void> {
  const { caseworker, supervisor } = world.north.members;
  const wish = { askedOn: isoDate(new Date()), method: 'oral', understood: true } as const;
  await onCase(caseworker, 'requestErasure', caseId, (uow) => requestErasure(uow, caseId, wish));
  const { rows } = await connectedAs('superuser', (client) =>
    client.query('SELECT code FROM casework.case_file WHERE id = $1', [caseId]),
  );
  await onCase(supervisor, 'decideErasure', caseId, (uow) => carryOutErasure(uow, caseId, rows[0].code));
}
