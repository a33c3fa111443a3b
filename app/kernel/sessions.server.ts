import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { readSession, startSession } from '#app/platform/auth/lucia.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import {
  openSessionSecrets,
  sealSessionSecrets,
  type SessionStage,
} from '#app/platform/keys/session-secrets.server.ts';

/** The names of what a session keeps sealed, beside `compartment#epoch` → vault seed. */
export const SECRET = {
  draft: 'draft',
  factors: 'factors',
  member: 'member',
  seed: 'seed',
  steppedUp: 'stepped-up',
} as const;

interface Beginning {
  member: { id: string; organisation_id: string };
  secrets: ReadonlyMap<string, Uint8Array>;
  device: string;
  now: Date;
}

/**
 * After the right password, when a second factor is due: a session that opens nothing but the way to it. It keeps the
 * member's seed, and no vault. Returns the Set-Cookie value.
 */
export function beginPendingSession({ member, secrets, device }: Beginning): Promise<string> {
  const fresh = { startedAt: null, endsAt: null, steppedUpAt: null, replaces: null };
  return start('password', { memberId: member.id, organisationId: member.organisation_id, device, ...fresh }, secrets);
}

/** Signed in. `replaces`: the pending session that led here. Returns the Set-Cookie value. */
export function beginSession(
  { member, secrets, device, now }: Beginning,
  replaces: string | null = null,
): Promise<string> {
  const fresh = { startedAt: null, endsAt: null, steppedUpAt: now, replaces };
  const kept = new Map(secrets).set(SECRET.steppedUp, bytesOf(now));
  return start('full', { memberId: member.id, organisationId: member.organisation_id, device, ...fresh }, kept);
}

/**
 * The same session under a new token and id, its secrets sealed anew; the limits stay. `steppedUpAt`: she has just
 * confirmed that it is her. Throws when the session has ended meanwhile. Returns the Set-Cookie value.
 */
export async function renewSession(cookieHeader: string | null, steppedUpAt?: Date): Promise<string> {
  const stored = await readSession(cookieHeader);
  if (stored?.stage !== 'full') throw new Error('There is no session to renew.');
  const { token, sessionId, secrets: sealed, member, device, startedAt, endsAt } = stored;
  const secrets = await openSessionSecrets(await keyModule(), token, sessionId, 'full', sealed);
  requireOwner(secrets, member);
  if (steppedUpAt) secrets.set(SECRET.steppedUp, bytesOf(steppedUpAt));
  const shown = momentOf(secrets.get(SECRET.steppedUp));
  const attributes = { memberId: member.id, organisationId: member.organisation_id, device, startedAt, endsAt };
  return start('full', { ...attributes, steppedUpAt: shown, replaces: sessionId }, secrets);
}

type Attributes = Omit<Parameters<typeof startSession>[0], 'seal' | 'stage'>;

async function start(
  stage: SessionStage,
  attributes: Attributes,
  secrets: ReadonlyMap<string, Uint8Array>,
): Promise<string> {
  const module = await keyModule();
  const whose = new Map(secrets).set(SECRET.member, ownerBytes(attributes.memberId, attributes.organisationId));
  return startSession({
    ...attributes,
    stage,
    seal: (token, sessionId) => sealSessionSecrets(module, token, sessionId, stage, whose),
  });
}

/**
 * Throws DecryptionError unless the session was begun for this member: whoever writes another member's id into the row of
 * her own session becomes nobody.
 */
export function requireOwner(
  secrets: ReadonlyMap<string, Buffer>,
  member: { id: string; organisation_id: string },
): void {
  if (!secrets.get(SECRET.member)?.equals(ownerBytes(member.id, member.organisation_id))) throw new DecryptionError();
}

function ownerBytes(memberId: string, organisationId: string): Buffer {
  return Buffer.from(`${organisationId}/${memberId}`, 'utf8');
}

function bytesOf(moment: Date): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(moment.getTime()));
  return bytes;
}

/** A moment that a session keeps sealed; null when there is none. */
export function momentOf(bytes: Buffer | undefined): Date | null {
  if (!bytes) return null;
  if (bytes.length !== 8) throw new DecryptionError();
  return new Date(Number(bytes.readBigUInt64BE()));
}
