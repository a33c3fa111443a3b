import type { PacketTurn } from '#app/features/packets/came-since.server.ts';

/** Since when a file waits, and for whom: the commission since it was sent or answered, the sender since the request. */
export interface FileWaiting {
  /** a day */
  since: string;
  what: 'sent' | 'request' | 'answer';
}

/** Null where the packet is not seen any more. The caller leaves out files that are decided or closed: they do not wait. */
export function fileWaiting(state: string, { sentOn, last, came }: PacketTurn): FileWaiting | null {
  if (came && (state === 'incomplete' || state === 'supplemented')) return { since: came.on, what: 'answer' };
  if (state === 'incomplete' && last) return { since: last.on, what: 'request' };
  return sentOn === null ? null : { since: sentOn, what: 'sent' };
}
