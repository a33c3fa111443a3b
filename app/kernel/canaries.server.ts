import { clientFor } from '#app/platform/db/clients.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import type { Actor } from './actor.server.ts';
import { insertEvent } from './audit.server.ts';
import { setActor } from './set-actor.server.ts';

/**
 * What stands for a case among the canaries (32 bytes): an HMAC under the key module's first key, for ever, so that nobody who
 * reads the database can tell which cases they are. Apart from `personKeyOf`, which is asked with the bare id.
 */
export async function canaryMark(caseId: string): Promise<Buffer<ArrayBuffer>> {
  const { mac } = await (await keyModule()).hmac('statistics_person', Buffer.from(`canary/${caseId}`, 'utf8'), 1);
  return mac;
}

/**
 * Tells custodians and auditors when one of these cases is a canary, and writes it to the log. Asked after everything that was
 * opened or done, when it is committed and before its answer is given: where it cannot be asked, nothing is shown. On the log's connection, because the
 * application's role must not be able to find out, by asking and rolling back, which cases they are.
 */
export async function tellOfCanaries(actor: Actor, at: Date, caseIds: readonly string[] = []): Promise<void> {
  if (caseIds.length === 0) return;
  const marks = await Promise.all(caseIds.map(canaryMark));
  const audit = clientFor('audit');
  const found = await audit.$queryRaw<{ mark: Uint8Array; organisation_id: string }[]>`
    SELECT * FROM audit.tell_of_canaries(${marks}::bytea[], ${actor.id}::uuid, ${at})`;
  for (const { mark, organisation_id } of found) {
    const caseId = caseIds[marks.findIndex((own) => own.equals(mark))] ?? null;
    await insertEvent(audit, {
      at,
      actorId: actor.id,
      actorOrganisationId: actor.organisationId,
      organisationId: organisation_id,
      type: 'canary.opened',
      action: 'keepCanaries',
      outcome: 'done',
      resourceKind: 'Member',
      resourceId: actor.id,
      // Not as the event's case: who is assigned to it may see which events its case has.
      caseId: null,
      consentId: null,
      purpose: null,
      detail: { case: caseId },
    });
  }
}

/** When a case was erased that may have been one: it is no alarm any more. */
export async function noteErased(caseId: string, at: Date): Promise<void> {
  await clientFor('audit')
    .$executeRaw`SELECT audit.canary_erased(${await canaryMark(caseId)}::bytea, ${at}::timestamptz)`;
}

export interface KeptCanaries {
  count: number;
  /** the last twenty, newest first */
  alerts: { memberId: string; at: Date }[];
}

/** How many canaries a custodian's organisation has, and who opened one when. On the log's connection, as above. */
export function keptCanaries(actor: Actor): Promise<KeptCanaries> {
  return clientFor('audit').$transaction(async (transaction) => {
    await setActor(transaction, actor);
    const [counted] = await transaction.$queryRaw<{ count: number }[]>`SELECT audit.count_canaries() AS count`;
    const alerts = await transaction.$queryRaw<
      { member_id: string; at: Date }[]
    >`SELECT * FROM audit.last_canary_alerts()`;
    return { count: counted?.count ?? 0, alerts: alerts.map(({ member_id, at }) => ({ memberId: member_id, at })) };
  });
}
