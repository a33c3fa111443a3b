import { readSession, replaceSecrets, type StoredSession } from '#app/platform/auth/lucia.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import type { LoadContext } from '#app/platform/load-context.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { memberEntry, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { openSessionSecrets, sealSessionSecrets } from '#app/platform/keys/session-secrets.server.ts';
import { KeyRing, type SignedIn } from './actor.server.ts';
import type { OrganisationKind, Role } from './roles.ts';
import { momentOf, SECRET } from './sessions.server.ts';

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

async function unlock(stored: StoredSession): Promise<AtTheDoor> {
  const { token, sessionId, stage, secrets, member, device } = stored;
  const module = await keyModule();
  await verifyEntry(module, memberEntry(member), member.entry_version, member.entry_signature);
  // The column says which stage; the seal decides whether that is true.
  const opened = await openSessionSecrets(module, token, sessionId, stage, secrets);
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
  return {
    stage,
    member: {
      sessionId,
      actor,
      email: member.email,
      keys: new KeyRing(member.organisation_id, opened),
      secondFactor: member.factor_ids.length > 0,
      steppedUpAt: momentOf(opened.get(SECRET.steppedUp)),
      remember: async (more) => {
        const all = new Map<string, Uint8Array>([...opened, ...more]);
        await replaceSecrets(sessionId, await sealSessionSecrets(module, token, sessionId, stage, all));
      },
    },
  };
}
