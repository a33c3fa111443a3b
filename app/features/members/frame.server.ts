import { evaluationMode } from '#app/kernel/evaluation.server.ts';
import { proofOfPage } from '#app/kernel/held-form.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { placesOf } from './home.ts';
import { shouldTrySheets } from './remind-of-drill.server.ts';
import { tellOfUnfinished } from './tell-of-unfinished.server.ts';

/** What stands around every page of a member: her name, her places, and what the whole installation says. */
export async function frameOf({ actor, signedInAt }: SignedIn, { url }: Request) {
  const now = systemClock.now();
  const proof = proofOfPage({ memberId: actor.id, signedInAt }, new URL(url).pathname.replace(/\.data$/, ''), now);
  await tellOfUnfinished({ id: actor.id, organisation_id: actor.organisationId }, now);
  return {
    member: {
      id: actor.id,
      name: actor.displayName,
      organisation: actor.organisationName,
      accountTo: '/account',
      proof,
    },
    places: placesOf(actor.roles),
    fictional: evaluationMode(),
    sheetsDue: await shouldTrySheets(actor),
  };
}

export type FrameView = Awaited<ReturnType<typeof frameOf>>;
