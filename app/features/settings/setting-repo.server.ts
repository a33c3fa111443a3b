import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { SettingKey } from './setting.schema.ts';

/** The row of this key that is valid on a day (`2026-11-23`): the latest one that began by then and was not replaced. */
export function findValidSetting(uow: UnitOfWork, key: SettingKey, day: string) {
  return transactionOf(uow).setting.findFirst({
    where: { key, replaced_at: null, valid_from: { lte: new Date(day) } },
    orderBy: [{ valid_from: 'desc' }, { created_at: 'desc' }],
  });
}

export function listSettingRows(uow: UnitOfWork) {
  return transactionOf(uow).setting.findMany({ orderBy: [{ valid_from: 'desc' }, { created_at: 'desc' }] });
}

export type SettingRow = Awaited<ReturnType<typeof listSettingRows>>[number];

export function findSetting(uow: UnitOfWork, id: string): Promise<SettingRow | null> {
  return transactionOf(uow).setting.findUnique({ where: { id } });
}

/** Adds a value. One that begins on the same day is marked as replaced and stays readable. */
export async function insertSetting(
  uow: UnitOfWork,
  id: string,
  setting: { key: SettingKey; value: object; source: string; validFrom: string },
): Promise<void> {
  const valid_from = new Date(setting.validFrom);
  await transactionOf(uow).setting.updateMany({
    where: { key: setting.key, valid_from, replaced_at: null },
    data: { replaced_at: uow.now },
  });
  await transactionOf(uow).setting.createMany({
    data: [
      {
        id,
        key: setting.key,
        value: setting.value,
        source: setting.source,
        valid_from,
        created_by: uow.actor.id,
        created_at: uow.now,
      },
    ],
  });
}

/** False when somebody confirmed or replaced it in the meantime. */
export async function markVerified(uow: UnitOfWork, id: string): Promise<boolean> {
  const { count } = await transactionOf(uow).setting.updateMany({
    where: { id, verified_at: null, replaced_at: null },
    data: { verified_at: uow.now, verified_by: uow.actor.id },
  });
  return count === 1;
}
