import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { DirectoryError } from './directory.server.ts';

/** Something stored does not open, or a directory entry is not signed by whom it says: it was changed outside Linden, or damaged. */
export function isNotIntact(error: unknown): error is DecryptionError | DirectoryError {
  return error instanceof DecryptionError || error instanceof DirectoryError;
}
