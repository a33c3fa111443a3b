import { resolve } from 'node:path';
import { KeyModuleError } from './key-module-error.ts';

/** Where the keys are. `pinFile` holds the PIN of a token's user and nothing else. */
export type KeyModuleLocation =
  { kind: 'file'; path: string } | { kind: 'pkcs11'; token: string; modulePath: string; pinFile: string };

const EXPECTED =
  'It must be file:<path>, such as file:/etc/linden/keys.json, or ' +
  'pkcs11:token=<label>?module-path=<library>&pin-source=<file with the PIN> (RFC 7512)';

/**
 * Reads LINDEN_KEY_MODULE. Of a PKCS #11 URI (RFC 7512) it takes the attributes that name one token, its library and its
 * PIN file, and refuses every other. Throws KeyModuleError, which never quotes what was given: it may hold a PIN.
 */
export function parseKeyModuleLocation(text: string): KeyModuleLocation {
  const [kind, rest] = splitAt(text, ':');
  if (kind === 'file' && rest !== '') return { kind, path: resolve(rest) };
  if (kind !== 'pkcs11') throw new KeyModuleError(`LINDEN_KEY_MODULE names no key module. ${EXPECTED}.`);
  const [path, query] = splitAt(rest, '?');
  const given = new Map<string, string>();
  for (const part of [...path.split(';'), ...query.split('&')].filter(Boolean)) {
    const [name, value] = splitAt(part, '=');
    if (name === 'pin-value') {
      throw new KeyModuleError(
        'LINDEN_KEY_MODULE holds a PIN. Put it into a file of its own and name that in pin-source.',
      );
    }
    if (!['token', 'module-path', 'pin-source'].includes(name) || given.has(name)) {
      throw new KeyModuleError(`LINDEN_KEY_MODULE has an unknown or repeated part. ${EXPECTED}.`);
    }
    given.set(name, decoded(value));
  }
  const token = given.get('token') ?? '';
  const modulePath = given.get('module-path') ?? '';
  const pinFile = (given.get('pin-source') ?? '').replace(/^file:(\/\/)?(?=\/)/, '');
  if (token === '' || !modulePath.startsWith('/') || !pinFile.startsWith('/')) {
    throw new KeyModuleError(`LINDEN_KEY_MODULE lacks the token's name or the whole path of its files. ${EXPECTED}.`);
  }
  return { kind, token, modulePath, pinFile };
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new KeyModuleError('LINDEN_KEY_MODULE has a broken percent sign.');
  }
}
