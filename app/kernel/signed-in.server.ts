import { readSecrets, readSession, replaceSecrets, type StoredSession } from '#app/platform/auth/lucia.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import type { LoadContext } from '#app/platform/load-context.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { memberEntry, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { openSessionSecrets, sealSessionSecrets } from '#app/platform/keys/session-secrets.server.ts';
import type { KeyModule } from '#app/platform/keys/key-module.server.ts';
import { KeyRing, type SessionSafe, type SignedIn } from './actor.server.ts';
import type { OrganisationKind, Role } from './roles.ts';
import { momentOf, requireOwner, SECRET } from './sessions.server.ts';

/** Somebody whose password was right and whose second factor is due. She is no actor: nothing takes this for a SignedIn. */
export interface Pending {
  readonly sessionId: string;
  readonly memberId: string;
  readonly organisationId: string;
  readonly device: string;
  /** opens her factors now, and her vaults once the factor was right */
  readonly seed: Buffer;
}

/** Who stands at the door: signed in, or half-way. */
export type AtTheDoor = { stage: 'full'; member: SignedIn } | { stage: 'password'; pending: Pending };

/**
 * Who sent the request, or null. Her roles count only with the key module's signature over her directory entry, so that a
 * role written into the database by hand is not believed (DirectoryError). Several loaders of one page share the answer.
 */
export function atTheDoor(request: Request, context: LoadContext): Promise<AtTheDoor | null> {
  const known = context.memo.get('at-the-door') as Promise<AtTheDoor | null> | undefined;
  if (known) return known;
  const found = readSession(request.headers.get('Cookie')).then((stored) => (stored ? unlock(stored) : null));
  context.memo.set('at-the-door', found);
  return found;
}

/** The member who is signed in, or null; who has not shown her second factor is not. */
export async function signedIn(request: Request, context: LoadContext): Promise<SignedIn | null> {
  const door = await atTheDoor(request, context);
  return door?.stage === 'full' ? door.member : null;
}

/** The member whom this answer signs in, by its Set-Cookie value; null half-way. */
export async function signedInBy(setCookie: string): Promise<SignedIn | null> {
  const stored = await readSession(setCookie.split(';', 1)[0] ?? '');
  const door = stored && (await unlock(stored));
  return door?.stage === 'full' ? door.member : null;
}

async function unlock(stored: StoredSession): Promise<AtTheDoor> {
  const { token, sessionId, stage, secrets, member, device, startedAt } = stored;
  const module = await keyModule();
  await verifyEntry(module, memberEntry(member), member.entry_version, member.entry_signature);
  // The column says which stage; the seal decides whether that is true.
  const opened = await openSessionSecrets(module, token, sessionId, stage, secrets);
  requireOwner(opened, member);
  if (stage === 'password') {
    const seed = opened.get(SECRET.seed);
    if (!seed) throw new DecryptionError();
    return { stage, pending: { sessionId, memberId: member.id, organisationId: member.organisation_id, device, seed } };
  }
  const actor = {
    id: member.id,
    organisationId: member.organisation_id,
    organisationKind: member.organisation_kind as OrganisationKind,
    organisationName: member.organisation_name,
    capabilities: member.capabilities,
    roles: member.roles as Role[],
    displayName: member.display_name,
    language: member.language,
  };
  const safe = new StoredSafe(module, token, sessionId, opened);
  return {
    stage,
    member: {
      sessionId,
      signedInAt: startedAt,
      actor,
      email: member.email,
      keys: new KeyRing(member.organisation_id, opened),
      secondFactor: member.factor_ids.length > 0,
      steppedUpAt: momentOf(opened.get(SECRET.steppedUp)),
      remember: (more) => safe.putAll(more),
      safe,
      recoveryConfirmed: member.recovery_confirmed,
    },
  };
}

/** The safe of a stored session: a change reads the session's secrets again, and seals them anew under the same cookie. */
class StoredSafe implements SessionSafe {
  readonly #module: KeyModule;
  readonly #token: Buffer;
  readonly #sessionId: string;
  #known: ReadonlyMap<string, Buffer>;

  constructor(module: KeyModule, token: Buffer, sessionId: string, known: ReadonlyMap<string, Buffer>) {
    this.#module = module;
    this.#token = token;
    this.#sessionId = sessionId;
    this.#known = known;
  }

  get(name: string): Buffer | undefined {
    return this.#known.get(name);
  }

  put(name: string, value: Uint8Array): Promise<void> {
    return this.#change((secrets) => secrets.set(name, Buffer.from(value)));
  }

  putAll(values: ReadonlyMap<string, Uint8Array>): Promise<void> {
    return this.#change((secrets) => values.forEach((value, name) => secrets.set(name, Buffer.from(value))));
  }

  remove(name: string): Promise<void> {
    return this.#change((secrets) => secrets.delete(name));
  }

  async #change(change: (secrets: Map<string, Buffer>) => unknown): Promise<void> {
    const stored = await readSecrets(this.#sessionId);
    const secrets: Map<string, Buffer> = await openSessionSecrets(
      this.#module,
      this.#token,
      this.#sessionId,
      'full',
      stored,
    );
    change(secrets);
    await replaceSecrets(
      this.#sessionId,
      await sealSessionSecrets(this.#module, this.#token, this.#sessionId, 'full', secrets),
    );
    this.#known = secrets;
  }
}
