import type { ActionName } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Redirect, type Done } from '#app/kernel/audit-events.ts';
import { ownOrganisation, type LoadedResource } from '#app/kernel/resource.server.ts';
import { withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { packetResource } from '#app/features/packets/packet-facts.server.ts';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';

type Handler = (uow: UnitOfWork) => Promise<Done<unknown>>;

/** One act of one member at one moment, through the same waist as a request: policy, transaction, event. */
async function act(
  member: SignedIn,
  action: ActionName,
  now: Date,
  resource: (uow: UnitOfWork) => Promise<LoadedResource>,
  handler: Handler,
) {
  return withUnitOfWork(member, { action, resource, now }, handler);
}

export function onOrganisation(member: SignedIn, action: ActionName, now: Date, handler: Handler) {
  return act(member, action, now, (uow) => ownOrganisation.load(uow, {}), handler);
}

export function onCase(member: SignedIn, action: ActionName, caseId: string, now: Date, handler: Handler) {
  return act(member, action, now, (uow) => caseResource.load(uow, { caseId }), handler);
}

export function onPacket(member: SignedIn, action: ActionName, packetId: string, now: Date, handler: Handler) {
  return act(member, action, now, (uow) => packetResource.load(uow, { packetId }), handler);
}

export function onFile(member: SignedIn, action: ActionName, fileId: string, now: Date, handler: Handler) {
  return act(member, action, now, (uow) => reviewFileResource.load(uow, { fileId }), handler);
}

/** The id in the address that an act led to. */
export function idIn(view: unknown): string {
  const id = view instanceof Redirect ? view.location.match(/[0-9a-f-]{36}/)?.[0] : undefined;
  if (!id) throw new Error('The act led nowhere.');
  return id;
}

/** Small and repeatable (mulberry32): the same demonstration every time, but for the keys. */
export function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    below: (limit: number) => Math.floor(next() * limit),
    chance: (share: number) => next() < share,
    one: <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)]!,
  };
}
export type Dice = ReturnType<typeof dice>;

const DAY_MS = 86_400_000;

export function daysAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * DAY_MS);
}
