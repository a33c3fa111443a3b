import { recordAtTheDoor } from '#app/kernel/audit.server.ts';
import { takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { tellMember } from './member-repo.server.ts';
import { deleteSessions, endedHalfWay } from './session-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** `count`: sign-ins with the right password that ended before a second step was shown, since she was last told */
    'member.second_step_missing': { count: number };
  }
}

/**
 * Somebody had her password right and never came past the second step: tells her, and her organisation's auditor, once in a quarter
 * of an hour. Looked for when a page of hers is made and when her password is right again. Until she was told the ended
 * half-way sessions stay, so that none is forgotten, also where the limit or a crash stands in between.
 */
export async function tellOfUnfinished(member: { id: string; organisation_id: string }, now: Date): Promise<void> {
  const ended = await endedHalfWay(member.id, now);
  if (ended.length === 0 || !(await takeAttempt({ secondStepNotice: member.id }))) return;
  await tellMember(member, 'second_step_missing', now);
  await recordAtTheDoor({
    ...{ at: now, type: 'member.second_step_missing', action: 'signIn', outcome: 'denied' },
    ...{ actorId: null, actorOrganisationId: null, organisationId: member.organisation_id },
    ...{ resourceKind: 'Member', resourceId: member.id, caseId: null, consentId: null, purpose: null },
    detail: { count: ended.length },
  });
  await deleteSessions(ended);
}
