import { isoDate } from '#app/platform/i18n/format.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listSettingRows, type SettingRow } from './setting-repo.server.ts';
import { SETTING_KEYS, type SettingKey } from './setting.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'settings.viewed': { unverified: number };
  }
}

/** All configured rules with every value they had or will have, newest first. */
export async function listSettings(uow: UnitOfWork) {
  const rows = await listSettingRows(uow);
  const today = isoDate(uow.now);
  const rules = SETTING_KEYS.map((key) => toRule(uow.actor.id, key, rows, today));
  const unverified = rules.flatMap(({ values }) => values).filter(({ state }) => state === 'unverified').length;
  return done({ rules, unverified, today }, { type: 'settings.viewed', detail: { unverified } });
}

export type Rule = ReturnType<typeof toRule>;

function toRule(actorId: string, key: SettingKey, rows: readonly SettingRow[], today: string) {
  const own = rows.filter((row) => row.key === key);
  const current = own.find((row) => row.replaced_at === null && dayOf(row.valid_from) <= today);
  const values = own.map((row) => ({
    id: row.id,
    value: row.value as Partial<Record<'from' | 'to' | 'days' | 'addressee' | 'amount', string | number>>,
    source: row.source,
    validFrom: dayOf(row.valid_from),
    current: row === current,
    state: row.replaced_at ? ('replaced' as const) : row.verified_at ? ('verified' as const) : ('unverified' as const),
    verifiedOn: row.verified_at ? isoDate(row.verified_at) : null,
    mayConfirm: !row.replaced_at && !row.verified_at && row.created_by !== actorId,
  }));
  return { key, values };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
