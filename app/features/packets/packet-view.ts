import type { Code } from '#app/platform/codes.ts';

/** What happened to a packet, as both sides may know it. */
export interface PacketMoment {
  id: string;
  state: Code<'applicationState'>;
  /** a day */
  on: string;
  source: 'paper' | 'system';
  due: { on: string; verified: boolean } | null;
}

const DECIDED: readonly Code<'applicationState'>[] = ['recognised', 'rejected', 'withdrawn'];

/** What ends the day that a state sets. */
const ENDED_BY: Partial<Record<Code<'applicationState'>, readonly Code<'applicationState'>[]>> = {
  registered: DECIDED,
  incomplete: ['supplemented', 'under_review', 'interview', ...DECIDED],
  rejected: ['reconsideration_requested', 'administrative_dispute', 'withdrawn'],
};

/** Whether the day of a moment still counts after what came later. */
export function isDue(moment: PacketMoment, later: readonly PacketMoment[]): boolean {
  const ends = ENDED_BY[moment.state] ?? DECIDED;
  return moment.due !== null && !later.some(({ state }) => ends.includes(state));
}

/** Whether the day in a letter still counts, by where its packet stands since: not once the request or the rejection was answered. */
export function isLetterDue(kind: string, progress: Code<'applicationState'> | null): boolean {
  return progress === (kind === 'decision' ? 'rejected' : 'incomplete');
}

interface StoredEvent {
  id: string;
  state: string;
  happened_on: Date;
  due_on: Date | null;
  setting_id: string | null;
  source: string;
  recorded_at: Date;
}

/** Where the packet stands: the state that was recorded last, or null while it has not left. */
export function progressOf(events: readonly { state: string; recorded_at: Date }[]): Code<'applicationState'> | null {
  const last = [...events].sort((a, b) => a.recorded_at.getTime() - b.recorded_at.getTime()).at(-1);
  return (last?.state ?? null) as Code<'applicationState'> | null;
}

/** Where a packet stands, in the one word that every page has for it: what the commission or the survivor did last, or what it is before it leaves. */
export type PacketStands = Code<'packetProgress'> | 'frozen' | 'returned';

/** A withdrawal wins over all that came before or after it; a packet set aside never left; one that never left is frozen. */
export function standsAt(
  packet: { state: string; withdrawn_at: Date | null },
  events: readonly { state: string; recorded_at: Date }[],
): PacketStands {
  if (packet.withdrawn_at) return 'withdrawn';
  if (packet.state === 'returned') return 'returned';
  return progressOf(events) ?? 'frozen';
}

export function toMoment(event: StoredEvent, verified: ReadonlySet<string>): PacketMoment {
  return {
    id: event.id,
    state: event.state as Code<'applicationState'>,
    on: dayOf(event.happened_on),
    source: event.source === 'paper' ? 'paper' : 'system',
    due: event.due_on ? { on: dayOf(event.due_on), verified: verified.has(event.setting_id ?? '') } : null,
  };
}

/** A stored day as `2026-11-23`. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
