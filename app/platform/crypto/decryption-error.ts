/**
 * Something stored does not open: wrong key, moved, rolled back, cut, changed, or of an unknown suite. The message is the
 * same for every cause, so that it tells an attacker who can alter rows nothing about what her change did.
 */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';

  constructor() {
    super('The stored value could not be opened.');
  }
}
