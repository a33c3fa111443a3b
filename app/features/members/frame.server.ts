import { evaluationMode } from '#app/kernel/evaluation.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { placesOf } from './home.ts';
import { shouldTrySheets } from './remind-of-drill.server.ts';

/** What stands around every page of a member: her name, her places, and what the whole installation says. */
export async function frameOf({ actor }: SignedIn) {
  return {
    member: { id: actor.id, name: actor.displayName, organisation: actor.organisationName, accountTo: '/account' },
    places: placesOf(actor.roles),
    fictional: evaluationMode(),
    sheetsDue: await shouldTrySheets(actor),
  };
}

export type FrameView = Awaited<ReturnType<typeof frameOf>>;
