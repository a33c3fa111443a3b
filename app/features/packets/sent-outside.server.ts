import { windowMissed } from '#app/features/settings/current-setting.server.ts';
import type { ApplicationWindow } from '#app/features/settings/application-window.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { dayOf } from './packet-view.ts';

/** That a packet left on a day when no applications were taken, and the window of that day. A fact; what follows, the commission says. */
export interface SentOutside {
  /** a day */
  on: string;
  window: ApplicationWindow;
}

interface Left {
  handed_over_on: Date | null;
  referred_at: Date | null;
}

/** Null for a packet that left in time or has not left. What went both ways counts from the earlier one. */
export async function sentOutside(uow: UnitOfWork, packet: Left): Promise<SentOutside | null> {
  const on = leftOn(packet);
  const window = on && (await windowMissed(uow, on));
  return on && window ? { on, window } : null;
}

/** As `sentOutside`, by id, for the packets of a list; each day is looked up once. */
export async function sentOutsideAll(
  uow: UnitOfWork,
  packets: readonly (Left & { id: string })[],
): Promise<Map<string, SentOutside>> {
  const windows = new Map<string, ApplicationWindow | null>();
  const found = new Map<string, SentOutside>();
  for (const packet of packets) {
    const on = leftOn(packet);
    if (!on) continue;
    if (!windows.has(on)) windows.set(on, await windowMissed(uow, on));
    const window = windows.get(on);
    if (window) found.set(packet.id, { on, window });
  }
  return found;
}

function leftOn({ handed_over_on, referred_at }: Left): string | null {
  const days = [handed_over_on && dayOf(handed_over_on), referred_at && isoDate(referred_at)].filter(
    (day) => day !== null,
  );
  return days.sort()[0] ?? null;
}
