import { randomUUID } from 'node:crypto';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { insertSetting } from './setting-repo.server.ts';
import { valueOfForm, type NewValue } from './setting.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'setting.changed': { key: string; validFrom: string };
  }
}

/** A new value from a day on, not verified until somebody else confirms it. Earlier values stay as they were. */
export async function changeSetting(uow: UnitOfWork, form: NewValue) {
  const id = randomUUID();
  const { key, source, validFrom } = form;
  await insertSetting(uow, id, { key, source, validFrom, value: valueOfForm(form) });
  return done(redirectTo('/settings'), {
    type: 'setting.changed',
    resource: { kind: 'Setting', id },
    detail: { key, validFrom },
  });
}
