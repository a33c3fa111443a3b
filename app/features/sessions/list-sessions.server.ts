import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import { caseHead, caseParts } from '#app/features/cases/case-head.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { sessionKinds } from './session-kinds.server.ts';
import { listSessions } from './session-repo.server.ts';
import { toSessionItem, type SessionItem } from './session-view.ts';
import type { SupportKind } from './session.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'sessions.listed': { shown: number; kinds: readonly string[] };
  }
}

/** The case's sessions of the kinds that the actor may read. */
export async function viewSessions(uow: UnitOfWork, caseId: string) {
  const { read, record } = await sessionKinds(uow, caseId);
  const sessions = await sessionItems(uow, caseId, read, 'list');
  const view = { case: await caseHead(uow, caseId), parts: await caseParts(uow, caseId), read, record, sessions };
  return done(view, { type: 'sessions.listed', detail: { shown: sessions.length, kinds: read } });
}

/** For the timeline of a case: what the actor may read, newest first. */
export async function sessionsForTimeline(uow: UnitOfWork, caseId: string): Promise<SessionItem[]> {
  const { read } = await sessionKinds(uow, caseId);
  return sessionItems(uow, caseId, read, 'timeline');
}

async function sessionItems(
  uow: UnitOfWork,
  caseId: string,
  kinds: readonly SupportKind[],
  purpose: string,
): Promise<SessionItem[]> {
  const sessions = await listSessions(uow, caseId, kinds);
  const workers = await colleagueNames(
    uow,
    sessions.map(({ row }) => row.worker_id),
  );
  return sessions.map(({ row, service }) => toSessionItem(row, uow.reveal(service, purpose), workers));
}
