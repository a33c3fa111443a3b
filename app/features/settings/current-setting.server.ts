import { isoDate } from '#app/platform/i18n/format.ts';
import { Unavailable } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findValidSetting } from './setting-repo.server.ts';
import { windowOn, type ApplicationWindow } from './application-window.ts';
import { SETTING_VALUES, type DeadlineKey, type SettingKey, type SettingValue } from './setting.schema.ts';

export interface CurrentSetting<Key extends SettingKey> {
  id: string;
  value: SettingValue<Key>;
  source: string;
  /** false = shown everywhere as "not verified" */
  verified: boolean;
  /** a day */
  validFrom: string;
}

/** The configured rule that is valid on a day (`2026-11-23` or a moment). Throws Unavailable when none is configured. */
export async function currentSetting<Key extends SettingKey>(
  uow: UnitOfWork,
  key: Key,
  on: Date | string,
): Promise<CurrentSetting<Key>> {
  const row = await findValidSetting(uow, key, isoDate(on));
  if (!row) throw new Unavailable();
  return {
    id: row.id,
    value: SETTING_VALUES[key].parse(row.value) as SettingValue<Key>,
    source: row.source,
    verified: row.verified_at !== null,
    validFrom: row.valid_from.toISOString().slice(0, 10),
  };
}

export interface DueDate {
  /** the last day, `2026-12-08` */
  dueOn: string;
  settingId: string;
  verified: boolean;
  addressee: string | null;
}

/** The last day of a deadline that runs from a day: that many calendar days after it, by the rule valid on that day. */
export async function dueDate(uow: UnitOfWork, key: DeadlineKey, from: Date | string): Promise<DueDate> {
  const { id, value, verified } = await currentSetting(uow, key, from);
  const due = new Date(isoDate(from));
  due.setUTCDate(due.getUTCDate() + value.days);
  return { dueOn: due.toISOString().slice(0, 10), settingId: id, verified, addressee: value.addressee ?? null };
}

/** Whether an application can be handed in on a day; when not, what is ready waits. */
export async function applicationWindow(uow: UnitOfWork, on: Date | string): Promise<ApplicationWindow> {
  const { value, verified } = await currentSetting(uow, 'application_window', on);
  return windowOn(isoDate(on), value, verified);
}

/** The window of a day on which no applications were taken; null when they were, and when none is configured for that day. */
export async function windowMissed(uow: UnitOfWork, on: Date | string): Promise<ApplicationWindow | null> {
  if (!(await findValidSetting(uow, 'application_window', isoDate(on)))) return null;
  const window = await applicationWindow(uow, on);
  return window.open ? null : window;
}
