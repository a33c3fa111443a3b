import { randomUUID } from 'node:crypto';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { notifyRoles } from '#app/features/notices/notify.server.ts';
import { insertBreakGlass, listOwnBreakGlasses } from './assignment-repo.server.ts';
import { findCase } from './case-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'glass.form_viewed': Record<string, never>;
    'glass.broken': { until: string; told: number };
  }
}

export const GLASS_HOURS = 4;

export async function viewGlass(uow: UnitOfWork, caseId: string) {
  const { code } = await findCase(uow, caseId);
  const [latest] = await listOwnBreakGlasses(uow, caseId);
  const until = latest && latest.expires_at > uow.now ? latest.expires_at.toISOString() : null;
  return done({ id: caseId, code, until, hours: GLASS_HOURS }, { type: 'glass.form_viewed', detail: {} });
}

/** Opens the casework of a case to this supervisor for four hours; custodian and auditor are told that she did. */
export async function breakGlass(uow: UnitOfWork, caseId: string, reason: string) {
  const id = randomUUID();
  const expiresAt = new Date(uow.now.getTime() + GLASS_HOURS * 3_600_000);
  await insertBreakGlass(uow, { id, caseId, reason, expiresAt });
  const told = await notifyRoles(uow, ['custodian', 'auditor'], 'glass_broken', { kind: 'Case', id: caseId });
  return done(redirectTo(`/cases/${caseId}`), {
    type: 'glass.broken',
    purpose: 'supervision',
    resource: { kind: 'BreakGlass', id },
    detail: { until: expiresAt.toISOString(), told },
  });
}
