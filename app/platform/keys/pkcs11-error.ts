import { KeyModuleError } from './key-module-error.ts';

/** What ends a session, or the token behind it: connecting again may help. */
const LOST = new Set([
  'CKR_SESSION_HANDLE_INVALID',
  'CKR_SESSION_CLOSED',
  'CKR_USER_NOT_LOGGED_IN',
  'CKR_TOKEN_NOT_PRESENT',
  'CKR_TOKEN_NOT_RECOGNIZED',
  'CKR_SLOT_ID_INVALID',
  'CKR_DEVICE_REMOVED',
  'CKR_DEVICE_ERROR',
  'CKR_CRYPTOKI_NOT_INITIALIZED',
  'CKR_KEY_HANDLE_INVALID',
  'CKR_OBJECT_HANDLE_INVALID',
  'CKR_GENERAL_ERROR',
  'CKR_FUNCTION_FAILED',
]);
const PIN_REFUSED = new Set(['CKR_PIN_INCORRECT', 'CKR_PIN_INVALID', 'CKR_PIN_LEN_RANGE', 'CKR_PIN_EXPIRED']);

/**
 * The name of a PKCS #11 return value, such as CKR_PIN_INCORRECT; undefined for any other error. Some functions of pkcs11js
 * put the number behind it.
 */
export function returnValueOf(error: unknown): string | undefined {
  return error instanceof Error ? /^(CKR_\w+)(?::\d+)?(?:\s|$)/.exec(error.message)?.[1] : undefined;
}

export function meansLost(error: unknown): boolean {
  return LOST.has(returnValueOf(error) ?? '');
}

export function meansPinRefused(error: unknown): boolean {
  return PIN_REFUSED.has(returnValueOf(error) ?? '');
}

/** What the operator is told; an error that is not the token's stays as it is. Return values are names: they hold no PIN. */
export function explain(error: unknown, token: string): unknown {
  const value = returnValueOf(error);
  if (value === undefined) return error;
  if (value === 'CKR_PIN_LOCKED') {
    return new KeyModuleError(`The PIN of the token "${token}" is locked. Unlock it with the tool of its maker.`);
  }
  return new KeyModuleError(`The token "${token}" refused (${value}).`);
}
