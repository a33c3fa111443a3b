import { randomUUID } from 'node:crypto';
import { systemClock } from '#app/platform/clock.ts';
import { speak } from '#app/platform/crypto/spoken-code.ts';
import { env } from '#app/platform/env/env.server.ts';
import { recordAtTheDoor } from '#app/kernel/audit.server.ts';
import { beginHost } from './joining-repo.server.ts';
import { draftInvitation } from './new-invitation.server.ts';

export interface FirstOperator {
  link: string;
  code: string;
  expiresAt: Date;
}

/**
 * The very first link of an installation, made on the command line: the host's organisation, and somebody who will be its
 * operator. `refused` once an operator exists; an earlier link that nobody used works no more.
 */
export async function inviteFirstOperator(given: {
  organisation: string;
  name: string;
  email: string;
  language: string;
}): Promise<FirstOperator | 'refused'> {
  const now = systemClock.now();
  const organisationId = randomUUID();
  const plan = { kind: 'first' as const, invitedBy: null, roles: ['operator'], language: given.language };
  const person = { name: given.name, email: given.email.trim().toLowerCase() };
  const begun = await beginHost({ id: organisationId, name: given.organisation, now }, (hostId) =>
    draftInvitation({ ...plan, ...person, organisationId: hostId }, now),
  );
  if (!begun) return 'refused';
  await recordAtTheDoor({
    ...{
      at: now,
      type: 'invitation.made',
      action: 'inviteFirstOperator',
      outcome: 'done',
      detail: { kind: 'first', roles: plan.roles },
    },
    ...{ actorId: null, actorOrganisationId: null, organisationId: begun.row.organisation_id },
    ...{ resourceKind: 'Invitation', resourceId: begun.row.id, caseId: null, consentId: null, purpose: null },
  });
  const code = speak(begun.code);
  return { code, link: `${env().origin}/join#${code}`, expiresAt: begun.row.expires_at };
}
