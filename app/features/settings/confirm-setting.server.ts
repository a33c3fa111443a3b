import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Forbidden, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findSetting, markVerified } from './setting-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'setting.verified': { key: string };
  }
}

/** Somebody compared a value with its source. Nobody confirms what she entered herself. */
export async function confirmSetting(uow: UnitOfWork, settingId: string) {
  const row = await findSetting(uow, settingId);
  if (!row) throw new NotFound();
  if (row.created_by === uow.actor.id) throw new Forbidden();
  if (!(await markVerified(uow, settingId))) throw new Conflict();
  return done(redirectTo('/settings'), {
    type: 'setting.verified',
    resource: { kind: 'Setting', id: settingId },
    detail: { key: row.key },
  });
}
