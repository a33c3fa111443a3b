import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { redirect } from '@remix-run/node';
import { openCommitting, sealCommitting } from '#app/platform/crypto/committing-cipher.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';

// A form that met no session goes with the browser through the sign-in and nowhere else, so that nothing of it is stored.
// It is sealed: who sits down at the desk next finds only cipher text in the page. The key is this process's own and is
// never written down; a form that outlived it is lost.
const KEY = randomBytes(32);

const KEPT_MS = 60 * 60_000;
/** The form that carries it back is bounded too (form-request.server.ts). */
const MAX_SEALED = 1_500_000;

/** What was typed in a form that keeps drafts, as its draft would have it. */
export interface HeldForm {
  mark: string;
  fields: Record<string, string>;
  /** when its page was made: what was kept as a draft since is newer */
  madeAt: Date;
}

/** A page stays open as long as a session lasts at most. */
const PAGE_MS = 12 * 60 * 60_000;

/** The sign-in under which a page was made. It stays the same when its session is renewed. */
export interface SignInOfPage {
  memberId: string;
  signedInAt: Date | null;
}

/**
 * What a page carries (`_for`) to show that it was made for this member, under this sign-in of hers, at this address (its path), at
 * this moment. Only such a page's form is carried: who finds a browser open and no session cannot prepare a form for the next one
 * to sign in.
 */
export function proofOfPage(signIn: SignInOfPage, path: string, now: Date): string {
  const tag = tagOf(signIn);
  return `${now.getTime()}.${tag}.${macOfPage(signIn.memberId, path, now.getTime(), tag).toString('base64url')}`;
}

/** Sign-ins that were ended by signing out, by their tag, as long as a page of theirs would prove anything. */
const signedOut = new Map<string, { memberId: string; until: number; spentFrom: number }>();

/** She signed out: the forms of her pages are still carried, through her next sign-in. */
export function pagesOver(signIn: SignInOfPage, now: Date): void {
  for (const [old, { until }] of signedOut) if (until < now.getTime()) signedOut.delete(old);
  const over = { memberId: signIn.memberId, until: now.getTime() + PAGE_MS, spentFrom: Infinity };
  signedOut.set(tagOf(signIn), over);
}

/** She may have signed in on her telephone first, and the words stand in the browser where she signed out. */
const COMING_BACK_MS = 10 * 60_000;

/** She is in again: what her pages from before she signed out had to bring comes along in some minutes, or is not carried any more. */
export function spendPages(memberId: string, now: Date): void {
  const from = now.getTime() + COMING_BACK_MS;
  for (const over of signedOut.values())
    if (over.memberId === memberId) over.spentFrom = Math.min(over.spentFrom, from);
}

function tagOf({ memberId, signedInAt }: SignInOfPage): string {
  return createHmac('sha256', KEY)
    .update(lengthPrefixed('linden/sign-in-of-page', memberId, signedInAt?.getTime() ?? 0))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

/** When the page of this form was made, or null: not for this member, not for the form that the mark names, too long ago, or before she signed out and in again. */
function madeAt(proof: string, memberId: string, mark: string, now: Date): number | null {
  const [made, tag = '', mac = ''] = proof.split('.');
  const at = Number(made);
  if (!Number.isSafeInteger(at) || at > now.getTime() || now.getTime() - at > PAGE_MS) return null;
  if (now.getTime() >= (signedOut.get(tag)?.spentFrom ?? Infinity)) return null;
  const [shown, right] = [Buffer.from(mac, 'base64url'), macOfPage(memberId, mark.replace(/#.*$/s, ''), at, tag)];
  return shown.length === right.length && timingSafeEqual(shown, right) ? at : null;
}

function macOfPage(memberId: string, path: string, at: number, tag: string): Buffer {
  return createHmac('sha256', KEY)
    .update(lengthPrefixed('linden/page', memberId, path, at, tag))
    .digest();
}

/** Base64 text that opens once, for the member alone for whom the form's page was made; null when it was made for nobody, or the form keeps no drafts. */
export function sealForm(form: FormData, now: Date): string | null {
  const [by, mark, proof] = [form.get('_by'), form.get('_draft'), form.get('_for')];
  if (typeof by !== 'string' || typeof mark !== 'string' || typeof proof !== 'string' || !by || !mark) return null;
  const made = madeAt(proof, by, mark, now);
  if (made === null) return null;
  const text = JSON.stringify({ id: randomUUID(), mark, fields: fieldsOf(form), made, until: now.getTime() + KEPT_MS });
  const sealed = sealCommitting(KEY, contextFor(by), Buffer.from(text)).toString('base64');
  return sealed.length > MAX_SEALED ? null : sealed;
}

/** Those that were opened, until they would be too old anyway. */
const opened = new Map<string, number>();

/** The form again, once; null for another member, the second time, for one that is too old, and for anything else. */
export function openForm(sealed: string, memberId: string, now: Date): HeldForm | null {
  try {
    const text = openCommitting(KEY, contextFor(memberId), Buffer.from(sealed, 'base64')).toString();
    const { id, mark, fields, made, until } = JSON.parse(text) as Sealed;
    for (const [old, end] of opened) if (end < now.getTime()) opened.delete(old);
    if (until < now.getTime() || opened.has(id)) return null;
    opened.set(id, until);
    return { mark, fields, madeAt: new Date(made) };
  } catch (error) {
    if (error instanceof DecryptionError) return null;
    throw error;
  }
}

interface Sealed {
  id: string;
  mark: string;
  fields: Record<string, string>;
  made: number;
  until: number;
}

function contextFor(memberId: string): Uint8Array {
  return lengthPrefixed('linden/held-form', memberId);
}

/** As app/ui/quiet/drafts.ts reads a form; `_whole`: what is not there was empty or not ticked. */
function fieldsOf(form: FormData): Record<string, string> {
  const fields: Record<string, string> = { _whole: '1' };
  for (const name of new Set(form.keys())) {
    const texts = form.getAll(name).filter((value) => typeof value === 'string');
    if (name.startsWith('_') || /password/i.test(name)) continue;
    if (texts.length === 1) fields[name] = texts[0] ?? '';
    else texts.forEach((text, position) => (fields[`${name}[${position}]`] = text));
  }
  return fields;
}

/** Larger forms, and those with files, do not go along through the sign-in. */
const MAX_CARRIED_BYTES = 1_000_000;

/**
 * The answer to a form that meets no session: the way to sign in, back to the form's own page afterwards. 307 sends what was
 * typed along; what cannot go along is not saved, and the page says so (`unsaved`). `address`: the page's path and query.
 */
export function goingAlong(request: Request, address: string, door: '/login' | '/second-step'): Response {
  const { pathname, searchParams } = new URL(address, request.url);
  searchParams.delete('index');
  const query = searchParams.toString();
  const to = encodeURIComponent(query ? `${pathname}?${query}` : pathname);
  const plain = /^application\/x-www-form-urlencoded/i.test(request.headers.get('Content-Type') ?? '');
  const small = Number(request.headers.get('Content-Length') ?? 0) < MAX_CARRIED_BYTES;
  return redirect(`${door}?to=${to}&unsaved=1`, plain && small ? 307 : 303);
}

/** The page stayed open while another member signed in in the same browser: nothing is done in the wrong name. */
export function isSomebodyElses(form: FormData, memberId: string): boolean {
  const by = form.get('_by');
  return typeof by === 'string' && by !== '' && by !== memberId;
}
