import { randomBytes } from 'node:crypto';
import { personKeyOf } from '#app/features/facts/person-key.server.ts';
import { notifyMembers, notifyRoles } from '#app/features/notices/notify.server.ts';
import { workersOf } from '#app/features/cases/case-team.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { env } from '#app/platform/env/env.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { closeErased, cutFacts, decideWish, destroyKeys, findCaseToErase, lockCase } from './erasure-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** the proof: what was destroyed, by count, and until when a backup may hold its keys */
    'erasure.done': {
      keys: number;
      copies: number;
      drafts: number;
      facts: number;
      packets: number;
      backupsUntil: string;
    };
    'erasure.declined': Record<string, never>;
  }
}

const DAY_MS = 86_400_000;

/**
 * Erases a case by destroying its keys: nothing sealed under them opens again, here or in any copy of the records. In one
 * transaction with the decision, so that a case is either whole or erased. Throws Invalid for another code, Conflict when
 * somebody decided first.
 */
export async function carryOutErasure(uow: UnitOfWork, caseId: string, code: string) {
  await lockCase(uow, caseId);
  const target = await findCaseToErase(uow, caseId);
  if (code !== target.code) throw new Invalid({ code: ['erasures:error.code'] });
  const backupsUntil = new Date(isoDate(new Date(uow.now.getTime() + env().keyBackupDays * DAY_MS)));
  if (!(await decideWish(uow, caseId, { state: 'erased', backupsUntil }))) throw new Conflict({});
  const team = await workersOf(uow, caseId);
  const destroyed = await destroyKeys(
    uow,
    caseId,
    target.packets.map(({ id }) => id),
  );
  const facts = await cutFacts(uow, await personKeyOf(caseId), new Uint8Array(randomBytes(8)));
  await closeErased(uow, caseId, new Date(isoDate(uow.now)));
  await notifyMembers(uow, team, 'erasure_done', { kind: 'Case', id: caseId });
  await notifyRoles(uow, ['auditor'], 'erasure_done', { kind: 'Case', id: caseId });
  const detail = { ...destroyed, facts, packets: target.packets.length, backupsUntil: isoDate(backupsUntil) };
  return done(redirectTo(`/cases/${caseId}/erasure`), { type: 'erasure.done', purpose: 'erasure', detail });
}

/** The wish is not carried out, such as after the survivor changed her mind; she can ask again. */
export async function declineErasure(uow: UnitOfWork, caseId: string) {
  await lockCase(uow, caseId);
  if (!(await decideWish(uow, caseId, { state: 'declined', backupsUntil: null }))) throw new Conflict({});
  await notifyMembers(uow, await workersOf(uow, caseId), 'erasure_declined', { kind: 'Case', id: caseId });
  return done(redirectTo(`/cases/${caseId}/erasure`), { type: 'erasure.declined', detail: {} });
}
