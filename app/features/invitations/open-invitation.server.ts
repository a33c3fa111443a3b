import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { recordAtTheDoor, type AuditRecord } from '#app/kernel/audit.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { understand } from '#app/platform/crypto/spoken-code.ts';
import { PUBLIC_KEY_BYTES } from '#app/platform/crypto/hpke.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { DirectoryError, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { INVITATION_CODE_BYTES, invitationTokenHash, oneTimeKeys } from '#app/platform/keys/invitation-keys.server.ts';
import { findByToken, findMember, nameOf, type FoundInvitation, type Replaced } from './joining-repo.server.ts';
import { entryOf } from './new-invitation.server.ts';
import { keyHashOf } from './replaced-key.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'invitation.refused': { reason: string };
  }
}

export interface ValidInvitation {
  row: FoundInvitation;
  /** the one-time key that its grants are sealed to */
  seed: Buffer<ArrayBuffer>;
  /** of a renewal: the public key that is replaced, and whether she works here or comes back */
  replaced: Replaced | null;
}

/** `used` = it was accepted; the person who did so may have pressed the button twice. */
export type Looked =
  | { outcome: 'valid'; invitation: ValidInvitation }
  | { outcome: 'not_valid'; used: FoundInvitation | null }
  | { outcome: 'too_many' };

/**
 * The invitation of a typed code. One that never was, was used, cancelled, has expired, or was changed in the database since
 * the key module signed it, is `not_valid` after the same work; only the audit trail says which.
 */
export async function lookUp(typed: string, address: string, now: Date): Promise<Looked> {
  const code = understand(typed, INVITATION_CODE_BYTES) ?? randomBytes(INVITATION_CODE_BYTES);
  const tokenHash = invitationTokenHash(code);
  if (!(await takeAttempt({ invitation: tokenHash.toString('hex'), invitationAddress: address })))
    return { outcome: 'too_many' };
  const module = await keyModule();
  const row = await findByToken(tokenHash);
  const signed = await isSigned(row);
  // What a link that is over was made with may have been retired since.
  const usable = signed && row && !row.accepted_at && !row.cancelled_at && row.expires_at > now;
  const oneTime = await oneTimeKeys(module, code, usable ? row.pepper_version : undefined);
  const member = await findMember(row?.member_id ?? randomUUID());
  const replaced: Replaced | null = row?.kind === 'renewal' ? member : null;
  const reason = !row ? 'unknown' : !signed ? 'changed' : reasonAgainst(row, replaced, oneTime.publicKey, now);
  if (row && !reason) return { outcome: 'valid', invitation: { row, seed: oneTime.seed, replaced } };
  await recordAtTheDoor(refusal(row, reason ?? 'unknown', now));
  return { outcome: 'not_valid', used: signed && row?.accepted_at ? row : null };
}

export interface InvitationView {
  kind: string;
  organisation: string;
  /** who invites; null when it was the command line or she has gone */
  inviter: string | null;
  name: string;
  email: string;
  roles: Code<'role'>[];
  expiresAt: string;
}

/** What somebody sees who holds a code: who invites her, where, and as what. */
export async function openInvitation(
  typed: string,
  address: string,
  now: Date,
): Promise<InvitationView | 'not_valid' | 'too_many'> {
  const looked = await lookUp(typed, address, now);
  return looked.outcome === 'valid' ? viewOf(looked.invitation) : looked.outcome;
}

export async function viewOf({ row }: ValidInvitation): Promise<InvitationView> {
  return {
    ...{ kind: row.kind, organisation: row.organisation.name, inviter: await nameOf(row.invited_by) },
    ...{ name: row.display_name, email: row.email, roles: row.roles as Code<'role'>[] },
    expiresAt: row.expires_at.toISOString(),
  };
}

/** A signature is checked even where there is no row, so that the time says nothing. */
async function isSigned(row: FoundInvitation | null): Promise<boolean> {
  const checked = row ?? nobodys;
  try {
    await verifyEntry(await keyModule(), entryOf(checked), checked.entry_version, checked.entry_signature);
    return row !== null;
  } catch (error) {
    if (error instanceof DirectoryError) return false;
    throw error;
  }
}

function reasonAgainst(
  row: FoundInvitation,
  replaced: Replaced | null,
  publicKey: Uint8Array,
  now: Date,
): string | null {
  if (row.accepted_at) return 'used';
  if (row.cancelled_at) return 'cancelled';
  if (row.expires_at <= now) return 'expired';
  if (!equal(publicKey, row.one_time_public_key)) return 'changed';
  if (row.kind !== 'renewal') return null;
  return replaced && row.replaced_key_hash && equal(keyHashOf(replaced), row.replaced_key_hash) ? null : 'used';
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const nobodys = {
  ...{ id: NOBODY, organisation_id: NOBODY, member_id: NOBODY, kind: 'member', email: '', display_name: '', roles: [] },
  ...{
    language: 'en',
    token_hash: Buffer.alloc(32),
    one_time_public_key: Buffer.alloc(PUBLIC_KEY_BYTES),
    pepper_version: 1,
  },
  ...{ replaced_key_hash: null, reason: null, invited_by: null, expires_at: new Date(0) },
  ...{ entry_version: 1, entry_signature: Buffer.alloc(64) },
};

/** The event of a code that opened nothing; the page never says why. */
export function refusal(row: FoundInvitation | null, reason: string, at: Date): AuditRecord {
  const organisationId = row?.organisation_id ?? null;
  return {
    ...{ at, type: 'invitation.refused', action: 'join', outcome: 'denied', detail: { reason } },
    ...{
      actorId: null,
      actorOrganisationId: null,
      organisationId,
      resourceKind: 'Invitation',
      resourceId: row?.id ?? null,
    },
    ...{ caseId: null, consentId: null, purpose: null },
  };
}
