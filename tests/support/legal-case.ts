import { randomUUID } from 'node:crypto';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { openCase } from '#app/features/cases/open-case.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import type { ActionName } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { Done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { connectedAs } from './database.ts';
import { locationOf, perform } from './world.ts';

/** A case opened by the first of these members, to which all of them are assigned. Answers its id. */
export async function caseOf(opener: SignedIn, ...others: SignedIn[]): Promise<string> {
  const view = await perform(opener, 'openCase', ownOrganisation, {}, (uow) => openCase(uow, { channel: 'phone' }));
  const caseId = /cases\/([0-9a-f-]{36})/.exec(locationOf(view))?.[1] ?? '';
  await connectedAs('superuser', async (client) => {
    for (const { actor } of others) {
      await client.query(
        'INSERT INTO casework.assignment (id, organisation_id, case_id, member_id, assigned_by, assigned_at) VALUES ($1, $2, $3, $4, $5, now())',
        [randomUUID(), actor.organisationId, caseId, actor.id, opener.actor.id],
      );
    }
  });
  return caseId;
}

/** One act on a case through the waist. */
export function onCase<View>(
  member: SignedIn,
  action: ActionName,
  caseId: string,
  handler: (uow: UnitOfWork) => Promise<Done<View>>,
  now?: Date,
) {
  return perform(member, action, caseResource, { caseId }, handler, now) as Promise<View>;
}
