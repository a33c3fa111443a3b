import { createHash } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { BrokenSeal } from './packet-signature.server.ts';

/** What a letter's signature binds together, with the hash of its words. */
export interface SignedLetter {
  id: string;
  organisation_id: string;
  recipient_organisation_id: string;
  packet_id: string;
  review_file_id: string;
  kind: string;
  gaps: readonly string[];
  due_on: Date | null;
  setting_id: string | null;
  outcome: string | null;
  sent_by: string;
  sent_at: Date;
}

/** Signs (Ed25519, by the key module) in the name of the member who sends it. */
export async function signLetter(letter: SignedLetter, body: string): Promise<{ signature_version: number; signature: Buffer<ArrayBuffer> }> {
  const { version, signature } = await (await keyModule()).sign('packet', signedBytes(letter, body));
  return { signature_version: version, signature };
}

/** Throws BrokenSeal unless the signature is of exactly this letter and these words: a row in the database is not a decision. */
export async function verifyLetter(letter: SignedLetter & { signature_version: number; signature: Uint8Array }, body: string): Promise<void> {
  const holds = await (await keyModule()).verify('packet', letter.signature_version, signedBytes(letter, body), letter.signature);
  if (!holds) throw new BrokenSeal();
}

function signedBytes(letter: SignedLetter, body: string): Uint8Array {
  const { id, organisation_id, recipient_organisation_id, packet_id, review_file_id, kind, gaps, due_on, setting_id, outcome } = letter;
  return lengthPrefixed(
    'linden/letter/1',
    ...[id, organisation_id, recipient_organisation_id, packet_id, review_file_id, kind],
    gaps.length,
    ...gaps,
    ...[due_on?.toISOString().slice(0, 10) ?? '', setting_id ?? '', outcome ?? '', letter.sent_by, letter.sent_at.toISOString()],
    createHash('sha256').update(body, 'utf8').digest(),
  );
}
