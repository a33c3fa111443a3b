import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { openLetterBody, type LetterRow } from './letter-repo.server.ts';
import { LetterBody } from './letter.schema.ts';
import { verifyLetter } from './letter-signature.server.ts';
import { BrokenSeal } from './packet-signature.server.ts';

/** The letter's words, or that they are not the commission's. */
export async function wordsOf(uow: UnitOfWork, row: LetterRow): Promise<LetterBody | 'broken'> {
  try {
    return await letterBody(uow, row);
  } catch (error) {
    if (error instanceof BrokenSeal || error instanceof DecryptionError) return 'broken';
    throw error;
  }
}

/** Whether the commission wrote this letter, word for word. */
export async function isGenuine(uow: UnitOfWork, row: LetterRow): Promise<boolean> {
  return (await wordsOf(uow, row)) !== 'broken';
}

/** The words of a letter, as the commission signed them. Throws BrokenSeal when the row, or a word of it, is of another making. */
async function letterBody(uow: UnitOfWork, row: LetterRow): Promise<LetterBody> {
  const text = uow.reveal(await openLetterBody(uow, row), 'letter');
  await verifyLetter(row, text);
  return LetterBody.parse(JSON.parse(text));
}
