import { randomUUID } from 'node:crypto';
import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { recordFactsFor } from '#app/features/facts/record-fact.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { occurrencesOf } from './session-occurrences.ts';
import { insertSession } from './session-repo.server.ts';
import type { SessionForm, SupportKind } from './session.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'session.recorded': { kind: string; facts: number };
  }
}

/** Records one contact in the compartment of its kind, and counts it when the survivor agreed to that. */
export async function recordSession(uow: UnitOfWork, caseId: string, kind: SupportKind, form: SessionForm) {
  if (form.heldOn > isoDate(uow.now)) throw new Invalid({ heldOn: ['date_too_late'] });
  const { id, facts } = await addSession(uow, caseId, kind, form);
  await noteActivity(uow, caseId);
  return done(redirectTo(`/cases/${caseId}/sessions`), {
    type: 'session.recorded',
    caseId,
    resource: { kind: 'SupportSession', id },
    ...(facts ? { consentId: facts.consentId } : {}),
    detail: { kind, facts: facts?.ids.length ?? 0 },
  });
}

/** The record itself with its facts, also for each attendance of a group session. */
export async function addSession(
  uow: UnitOfWork,
  caseId: string,
  kind: SupportKind,
  form: SessionForm,
  groupSessionId?: string,
) {
  const id = randomUUID();
  const facts = await recordFactsFor(uow, caseId, occurrencesOf(kind, form));
  await insertSession(uow, {
    ...form,
    id,
    caseId,
    kind,
    ...(groupSessionId ? { groupSessionId } : {}),
    statistics: facts && JSON.stringify(facts.ids),
  });
  return { id, facts };
}
