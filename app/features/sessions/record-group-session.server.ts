import { randomUUID } from 'node:crypto';
import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { insertGroupSession } from './group-session-repo.server.ts';
import { addSession } from './record-session.server.ts';
import { sessionKinds } from './session-kinds.server.ts';
import type { GroupSessionForm } from './session.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'group_session.recorded': { cases: readonly string[]; facts: number };
  }
}

/**
 * One event, and one session in the case of everybody who came. Throws Invalid for a case that is not the leader's; that it was
 * named is recorded.
 */
export async function recordGroupSession(uow: UnitOfWork, form: GroupSessionForm) {
  if (form.heldOn > isoDate(uow.now)) throw new Invalid({ heldOn: ['date_too_late'] });
  const attendees = attendeesOf(form);
  for (const { caseId } of attendees) {
    const { record } = await sessionKinds(uow, caseId);
    if (!record.includes('psychosocial'))
      throw new Invalid({ attendees: ['sessions:error.notYourCase'] }, [{ kind: 'Case', id: caseId }]);
  }
  const id = randomUUID();
  await insertGroupSession(uow, id, form);
  let counted = 0;
  for (const { caseId, note } of attendees) {
    const { facts } = await addSession(uow, caseId, 'psychosocial', { ...form, note }, id);
    counted += facts?.ids.length ?? 0;
    await noteActivity(uow, caseId);
  }
  return done(redirectTo(`/groups/${id}`), {
    type: 'group_session.recorded',
    resource: { kind: 'GroupSession', id },
    detail: { cases: attendees.map(({ caseId }) => caseId), facts: counted },
  });
}

/** Those who came, each once, in one order for everybody: two group sessions at the same time cannot lock each other. */
function attendeesOf({ attendees }: GroupSessionForm): { caseId: string; note: string | undefined }[] {
  const present = new Map(attendees.filter(({ present }) => present).map(({ caseId, note }) => [caseId, note]));
  return [...present].map(([caseId, note]) => ({ caseId, note })).sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
}
