import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { confirmedSettings, countRequests } from './letter-repo.server.ts';

/** How often something was asked for about a packet so far. */
export function requestsSent(uow: UnitOfWork, packetId: string): Promise<number> {
  return countRequests(uow, packetId);
}

/** Whether somebody has confirmed the configured rule that a date was worked out from. */
export async function isConfirmed(uow: UnitOfWork, settingId: string | null): Promise<boolean> {
  return (await confirmedSettings(uow, [settingId])).has(settingId ?? '');
}
