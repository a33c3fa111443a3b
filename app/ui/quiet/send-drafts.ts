import { touchedDrafts, type Draft } from './drafts.ts';

/**
 * What became of a draft. `offline`: no line. `signed_out`: the session is over. `other_member`: somebody else has signed in
 * in this browser. `refused`: the server could not keep it just now.
 */
export type Sent = 'kept' | 'offline' | 'signed_out' | 'other_member' | 'refused';

/** What the server keeps already, by the form's mark: as it was read when it was sent. */
const known = new Map<string, string>();
const underWay = new Set<Promise<unknown>>();

/** More than this does not leave with a page that goes: browsers allow 64 KiB for all requests that outlive it. */
const PARTING_BYTES = 60_000;

/** Sends a draft. `parting`: the page may be gone before the answer comes. */
export async function sendDraft(draft: Draft, { parting = false } = {}): Promise<Sent> {
  const { form, by, fields } = draft;
  const body = new URLSearchParams({ form, _by: by, fields: JSON.stringify(fields) });
  const keepalive = parting && body.toString().length < PARTING_BYTES;
  const sending = post('/drafts', body, keepalive).then(sentBy, () => 'offline' as const);
  underWay.add(sending);
  try {
    const sent = await sending;
    if (sent === 'kept') rememberKept(draft);
    return sent;
  } finally {
    underWay.delete(sending);
  }
}

/** Reads what the server answered to a text that was to be kept; a session that is over is answered with the way to sign in. */
export async function sentBy(response: Response): Promise<Sent> {
  if (response.ok) return 'kept';
  if (response.type === 'opaqueredirect') return 'signed_out';
  if (response.status !== 409) return 'refused';
  const answer = (await response.json().catch(() => null)) as { otherMember?: true } | null;
  return answer?.otherMember ? 'other_member' : 'refused';
}

/** The text reached the server, also on another way than `sendDraft`. */
export function rememberKept({ form, written }: Draft): void {
  known.set(form, written);
}

/** The form was sent: with it the server lets its draft go. */
export function forgetKept(form: string): void {
  known.delete(form);
}

export function isKept({ form, written }: Draft): boolean {
  return known.get(form) === written;
}

/** What was changed on this page and is not kept yet. */
export function unsentDrafts(root: ParentNode = document): Draft[] {
  return touchedDrafts(root).filter((draft) => !isKept(draft));
}

/** Sends everything that is not kept yet, and waits for what is on its way. */
export async function sendUnsent(): Promise<void> {
  await Promise.all([...underWay, ...unsentDrafts().map((draft) => sendDraft(draft))]);
}

/** What was sent and not answered: a draft that arrives after its form was saved would come back as unsaved. */
export async function draftsUnderWay(): Promise<void> {
  await Promise.all(underWay);
}

/** Everything that is not kept yet as the body of one request that outlives the page; what is too long stays out. */
export function partingBody(drafts: readonly Draft[]): FormData {
  const body = new FormData();
  let room = PARTING_BYTES;
  for (const { form, by, fields } of drafts) {
    const text = JSON.stringify({ form, by, fields });
    const bytes = new TextEncoder().encode(text).length + 200;
    if (bytes > room) continue;
    room -= bytes;
    body.append('draft', text);
  }
  return body;
}

function post(address: string, body: BodyInit, keepalive: boolean): Promise<Response> {
  return fetch(address, { method: 'POST', body, redirect: 'manual', keepalive });
}
