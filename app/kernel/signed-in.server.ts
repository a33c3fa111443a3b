import { readSecrets, readSession, replaceSecrets, type StoredSession } from '#app/platform/auth/lucia.server.ts';
import type { LoadContext } from '#app/platform/load-context.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { verifyEntry } from '#app/platform/keys/directory.server.ts';
import type { KeyModule } from '#app/platform/keys/key-module.server.ts';
import { openSessionSecrets, sealSessionSecrets } from '#app/platform/keys/session-secrets.server.ts';
import { KeyRing, type SessionSafe, type SignedIn } from './actor.server.ts';
import type { OrganisationKind, Role } from './roles.ts';

/**
 * Who sent the request, or null. Her roles count only with the key module's signature over her directory entry, so that a
 * role written into the database by hand is not believed (DirectoryError). Several loaders of one page share the answer.
 */
export function signedIn(request: Request, context: LoadContext): Promise<SignedIn | null> {
  const known = context.memo.get('signed-in') as Promise<SignedIn | null> | undefined;
  if (known) return known;
  const found = readSession(request.headers.get('Cookie')).then((stored) => (stored ? unlock(stored) : null));
  context.memo.set('signed-in', found);
  return found;
}

async function unlock({ token, sessionId, secrets, member }: StoredSession): Promise<SignedIn> {
  const module = await keyModule();
  await verifyEntry(
    module,
    {
      kind: 'member',
      memberId: member.id,
      organisationId: member.organisation_id,
      kemPublicKey: member.kem_public_key,
      roles: member.roles,
      status: member.status,
    },
    member.entry_version,
    member.entry_signature,
  );
  const opened = await openSessionSecrets(module, token, sessionId, secrets);
  return {
    sessionId,
    safe: new StoredSafe(module, token, sessionId, opened),
    recoveryConfirmed: member.recovery_confirmed,
    keys: new KeyRing(member.organisation_id, opened),
    actor: {
      id: member.id,
      organisationId: member.organisation_id,
      organisationKind: member.organisation_kind as OrganisationKind,
      organisationName: member.organisation_name,
      capabilities: member.capabilities,
      roles: member.roles as Role[],
      displayName: member.display_name,
      language: member.language,
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

  remove(name: string): Promise<void> {
    return this.#change((secrets) => secrets.delete(name));
  }

  async #change(change: (secrets: Map<string, Buffer>) => unknown): Promise<void> {
    const stored = await readSecrets(this.#sessionId);
    const secrets: Map<string, Buffer> = await openSessionSecrets(this.#module, this.#token, this.#sessionId, stored);
    change(secrets);
    await replaceSecrets(this.#sessionId, await sealSessionSecrets(this.#module, this.#token, this.#sessionId, secrets));
    this.#known = secrets;
  }
}
