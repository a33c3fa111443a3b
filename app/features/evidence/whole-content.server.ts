import { createHash } from 'node:crypto';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { openContent, openEvidence, type EvidenceRow } from './evidence-repo.server.ts';

/** The file as it was added. Throws DecryptionError when a piece was changed, moved, left out or put in another order. */
export async function wholeContent(uow: UnitOfWork, row: EvidenceRow, purpose: string): Promise<Buffer> {
  const [opened] = await openEvidence(uow, [row]);
  const content = Buffer.concat((await openContent(uow, row)).map((piece) => uow.reveal(piece, purpose)));
  const expected = uow.reveal(opened?.sha256 ?? null, purpose);
  if (createHash('sha256').update(content).digest('hex') !== expected) throw new DecryptionError();
  return content;
}
