import { randomUUID } from 'node:crypto';
import { notifyRoles } from '#app/features/notices/notify.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import type { ErasureWish } from './erasure.schema.ts';
import { findCaseToErase, insertWish, lockCase } from './erasure-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'erasure.requested': { method: string; askedOn: string };
  }
}

/** Passes the survivor's wish on to a supervisor, who carries it out. Passing it on twice changes nothing. */
export async function requestErasure(uow: UnitOfWork, caseId: string, wish: ErasureWish) {
  if (wish.askedOn > isoDate(uow.now)) throw new Invalid({ askedOn: ['erasures:error.future'] });
  await lockCase(uow, caseId);
  const { erasures } = await findCaseToErase(uow, caseId);
  const open = erasures.some(({ state }) => state !== 'declined');
  if (!open) {
    await insertWish(uow, { id: randomUUID(), case_id: caseId, method: wish.method, asked_on: new Date(wish.askedOn) });
    await notifyRoles(uow, ['supervisor'], 'erasure_requested', { kind: 'Case', id: caseId });
  }
  return done(redirectTo(`/cases/${caseId}/erasure`), {
    type: 'erasure.requested',
    detail: { method: wish.method, askedOn: wish.askedOn },
  });
}
