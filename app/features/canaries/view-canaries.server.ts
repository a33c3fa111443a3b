import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import { listOpeners } from '#app/features/members/list-openers.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { keptCanaries } from '#app/kernel/canaries.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'canaries.viewed': { count: number; alerts: number };
  }
}

export interface AlertItem {
  id: string;
  /** null for somebody of another organisation */
  name: string | null;
  at: string;
}

/** How many there are and who opened one when; never which they are. */
export async function viewCanaries(uow: UnitOfWork) {
  const { count, alerts } = await keptCanaries(uow.actor);
  const names = await colleagueNames(
    uow,
    alerts.map(({ memberId }) => memberId),
  );
  const items = alerts.map(({ memberId, at }): AlertItem => ({
    id: memberId,
    name: names.get(memberId) ?? null,
    at: at.toISOString(),
  }));
  const workers = await listOpeners(uow);
  return done({ count, alerts: items, workers }, { type: 'canaries.viewed', detail: { count, alerts: items.length } });
}
