import type { Code } from '#app/platform/codes.ts';

/** Where an application stands. Browser-safe. */
export type ApplicationState = Code<'applicationState'>;

/**
 * What may follow what. The commission may never log in, so a step can also be told on paper and steps in between may be
 * missing: each state lists every state that may be heard of next. The survivor can withdraw at any time before the end.
 */
const NEXT = {
  drafting: ['ready', 'withdrawn'],
  ready: ['drafting', 'handed_over', 'withdrawn'],
  handed_over: ['registered', 'incomplete', 'under_review', 'recognised', 'rejected', 'withdrawn'],
  registered: ['incomplete', 'under_review', 'interview', 'recognised', 'rejected', 'withdrawn'],
  incomplete: ['supplemented', 'under_review', 'rejected', 'withdrawn'],
  supplemented: ['incomplete', 'under_review', 'interview', 'recognised', 'rejected', 'withdrawn'],
  under_review: ['incomplete', 'interview', 'recognised', 'rejected', 'withdrawn'],
  interview: ['incomplete', 'under_review', 'recognised', 'rejected', 'withdrawn'],
  recognised: [],
  rejected: ['reconsideration_requested', 'administrative_dispute'],
  reconsideration_requested: ['under_review', 'interview', 'recognised', 'rejected', 'withdrawn'],
  administrative_dispute: ['dispute_decided', 'withdrawn'],
  dispute_decided: ['under_review', 'recognised', 'rejected'],
  withdrawn: [],
} as const satisfies Record<ApplicationState, readonly ApplicationState[]>;

export function nextStates(state: ApplicationState): readonly ApplicationState[] {
  return NEXT[state];
}

export function mayFollow(from: ApplicationState, to: ApplicationState): boolean {
  return nextStates(from).includes(to);
}

/** Sections, statement and evidence may be written: before it leaves, and again when something was asked for. */
export function isWritable(state: ApplicationState): boolean {
  return state === 'drafting' || state === 'ready' || state === 'incomplete';
}

/** After these a person may apply again: a new application, the old one stays as it is. */
export function mayApplyAgain(state: ApplicationState): boolean {
  return state === 'rejected' || state === 'withdrawn' || state === 'dispute_decided';
}
