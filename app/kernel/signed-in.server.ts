import { readSession, type StoredSession } from '#app/platform/auth/lucia.server.ts';
import type { LoadContext } from '#app/platform/load-context.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { verifyEntry } from '#app/platform/keys/directory.server.ts';
import { openSessionSecrets } from '#app/platform/keys/session-secrets.server.ts';
import { KeyRing, type SignedIn } from './actor.server.ts';
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
