/**
 * The key module is missing, unreadable, unsafe or lacks a key. Written for the operator: it says what to do, and never
 * holds key material. Nothing in it is for a member's eyes.
 */
export class KeyModuleError extends Error {
  override readonly name = 'KeyModuleError';
}
