import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { systemClock } from '#app/platform/clock.ts';
import { demandsOf, type ActionName } from './actions.ts';
import type { SignedIn } from './actor.server.ts';
import { goingAlong } from './held-form.server.ts';
import { onboardingStep, waitsForOnboarding } from './onboarding.server.ts';
import { requireAttempt } from './rate-limit.server.ts';
import { atTheDoor, type Pending } from './signed-in.server.ts';
import { isFresh } from './step-up.ts';

type Args = LoaderFunctionArgs | ActionFunctionArgs;

/** Signed in, with her second factor if she has one; else the way there. */
export async function requireMember({ request, context }: Args): Promise<SignedIn> {
  const door = await atTheDoor(request, context);
  if (door?.stage === 'full') return door.member;
  const back = request.method === 'GET' ? addressOf(request) : '/';
  throw redirect(`${door ? '/second-step' : '/login'}?to=${encodeURIComponent(back)}`);
}

/** A member who may begin to work: set up as far as the installation requires, and within the action's limit. */
export async function requireReady(args: Args, { action }: { action: ActionName }): Promise<SignedIn> {
  const door = await atTheDoor(args.request, args.context);
  if (door?.stage !== 'full' && args.request.method !== 'GET') {
    throw goingAlong(args.request, addressOf(args.request), door ? '/second-step' : '/login');
  }
  const member = await requireMember(args);
  const step = waitsForOnboarding(new URL(args.request.url).pathname) ? onboardingStep(member) : null;
  if (step) throw redirect(step, 303);
  const { limit } = demandsOf(action);
  if (limit) await requireAttempt({ [limit]: member.actor.id });
  return member;
}

/** Asked after the policies: nobody confirms for what is not open to her anyway. */
export function asksAgain({ action, stepUp }: { action: ActionName; stepUp?: true }): boolean {
  return Boolean(stepUp ?? demandsOf(action).stepUp);
}

/** To the page that asks whether it is still her. 307 sends a form along, so that it comes back with what was typed. */
export function requireFresh({ steppedUpAt }: SignedIn, { request }: Args): void {
  if (isFresh(steppedUpAt, systemClock.now())) return;
  const to = `/confirm?to=${encodeURIComponent(addressOf(request))}`;
  throw redirect(to, request.method === 'GET' ? 302 : 307);
}

export async function requirePending({ request, context }: Args): Promise<Pending> {
  const door = await atTheDoor(request, context);
  if (door?.stage === 'password') return door.pending;
  throw redirect(door ? '/' : `/login?to=${encodeURIComponent('/')}`, 303);
}

/** The page's own address; a script asks for its data under the same one. */
function addressOf({ url }: Request): string {
  const { pathname, search } = new URL(url);
  const asked = search.replace(/([?&])_routes=[^&]*&?/, '$1').replace(/[?&]$/, '');
  return `${pathname.replace(/\.data$/, '')}${asked}`;
}
