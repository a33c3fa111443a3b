import { endSession } from '#app/platform/auth/lucia.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { recordAtTheDoor } from '#app/kernel/audit.server.ts';
import { pagesOver } from '#app/kernel/held-form.server.ts';

/** Ends this session and records it. Throws when the session could not be deleted. Returns the Set-Cookie value. */
export async function signOut({ actor, sessionId, signedInAt }: SignedIn): Promise<string> {
  const now = systemClock.now();
  const cookie = await endSession(sessionId);
  pagesOver({ memberId: actor.id, signedInAt }, now);
  await recordAtTheDoor({
    at: now,
    actorId: actor.id,
    actorOrganisationId: actor.organisationId,
    organisationId: actor.organisationId,
    type: 'member.signed_out',
    action: 'signOut',
    outcome: 'done',
    resourceKind: 'Member',
    resourceId: actor.id,
    caseId: null,
    consentId: null,
    purpose: null,
    detail: {},
  });
  return cookie;
}
