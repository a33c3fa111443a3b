import { endianness } from 'node:os';
import type { Handle } from 'pkcs11js';
import { KeyModuleError } from './key-module-error.ts';
import { HMAC_PURPOSES, type HmacPurpose, KEY_PURPOSES, type KeyPurpose } from './key-module-types.ts';
import { type SigningAlgorithm, SIGNING_ALGORITHMS } from './pkcs11-algorithms.server.ts';
import type { Pkcs11Connection } from './pkcs11-connection.server.ts';
import { returnValueOf } from './pkcs11-error.ts';

// Keys lie in the token under  linden/hmac/<purpose>/<version>  (one secret key) and  linden/sign/<purpose>/<version>  (a
// private and a public key). A key that is being made is called  linden-new/…  until it is complete: its new name is what
// puts it into use, in one step.

const NAME = /^linden\/(hmac|sign)\/([a-z_]+)\/([1-9][0-9]{0,8})$/;
const PREFIX = 'linden/';
const DRAFT_PREFIX = 'linden-new/';
const PAGE = 100;

export interface KeyObject {
  readonly handle: Handle;
  /** CKO_… */
  readonly kind: number;
  readonly label: string;
}

/** One version of a purpose's key; `publicHandle` for signing keys. */
export interface StoredKey {
  readonly label: string;
  readonly handle: Handle;
  readonly publicHandle?: Handle;
}

export function labelOf(purpose: KeyPurpose, version: number): string {
  return `${PREFIX}${HMAC_PURPOSES.includes(purpose as HmacPurpose) ? 'hmac' : 'sign'}/${purpose}/${version}`;
}

export function draftLabelOf(purpose: KeyPurpose, version: number): string {
  return DRAFT_PREFIX + labelOf(purpose, version).slice(PREFIX.length);
}

/** Every object that the token keeps, other programs' too. */
export function listHandles({ api, names }: Pkcs11Connection, session: Handle): Handle[] {
  const found: Handle[] = [];
  api.C_FindObjectsInit(session, [{ type: names.CKA_TOKEN, value: true }]);
  try {
    for (;;) {
      const page = api.C_FindObjects(session, PAGE) as Handle[];
      found.push(...page);
      if (page.length < PAGE) return found;
    }
  } finally {
    api.C_FindObjectsFinal(session);
  }
}

/** Linden's own objects: those in use, and drafts that a killed command left. */
export function listKeyObjects(
  connection: Pkcs11Connection,
  session: Handle,
): { used: KeyObject[]; drafts: KeyObject[] } {
  const { names } = connection;
  const objects = listHandles(connection, session).flatMap((handle): KeyObject[] => {
    const label = readAttribute(connection, session, handle, names.CKA_LABEL)?.toString('utf8') ?? '';
    if (!label.startsWith(PREFIX) && !label.startsWith(DRAFT_PREFIX)) return [];
    const kind = readAttribute(connection, session, handle, names.CKA_CLASS);
    return kind ? [{ handle, label, kind: numberOf(kind) }] : [];
  });
  return {
    used: objects.filter(({ label }) => label.startsWith(PREFIX)),
    drafts: objects.filter(({ label }) => label.startsWith(DRAFT_PREFIX)),
  };
}

/**
 * The keys by purpose and version. Two objects of one name are refused, because one of them was put there by somebody.
 * `lonely` public keys, without their private key, are what a retirement or a killed command leaves; they count for nothing.
 */
export function keysByPurpose(
  objects: readonly KeyObject[],
  names: Pkcs11Connection['names'],
): { keys: Map<KeyPurpose, Map<number, StoredKey>>; lonely: KeyObject[] } {
  const keys = new Map<KeyPurpose, Map<number, StoredKey>>();
  const lonely: KeyObject[] = [];
  for (const [label, same] of groupByLabel(objects)) {
    const { purpose, version } = parseLabel(label);
    const only = (kind: number) => {
      const [one, other] = same.filter((object) => object.kind === kind);
      if (other) throw new KeyModuleError(`The token holds two keys named ${label}. One was planted, so none is used.`);
      return one?.handle;
    };
    const [secret, privateKey, publicKey] = [names.CKO_SECRET_KEY, names.CKO_PRIVATE_KEY, names.CKO_PUBLIC_KEY].map(
      only,
    );
    const isHmac = HMAC_PURPOSES.includes(purpose as HmacPurpose);
    if (!isHmac && publicKey && same.length === 1) {
      lonely.push(...same);
      continue;
    }
    const handle = isHmac ? secret : publicKey && privateKey;
    if (!handle || same.length !== (isHmac ? 1 : 2)) {
      throw new KeyModuleError(`What the token holds under ${label} is not the key it should be. Restore the token.`);
    }
    const versions = keys.get(purpose) ?? new Map<number, StoredKey>();
    versions.set(version, isHmac ? { label, handle } : { label, handle, publicHandle: publicKey! });
    keys.set(purpose, versions);
  }
  return { keys, lonely };
}

function groupByLabel(objects: readonly KeyObject[]): Map<string, KeyObject[]> {
  const groups = new Map<string, KeyObject[]>();
  for (const object of objects) groups.set(object.label, [...(groups.get(object.label) ?? []), object]);
  return groups;
}

function parseLabel(label: string): { purpose: KeyPurpose; version: number } {
  const [, , purpose = '', version = ''] = NAME.exec(label) ?? [];
  if (!KEY_PURPOSES.includes(purpose as KeyPurpose) || labelOf(purpose as KeyPurpose, Number(version)) !== label) {
    throw new KeyModuleError(
      `The token holds ${JSON.stringify(label.slice(0, 60))}, which this version of Linden does not know.`,
    );
  }
  return { purpose: purpose as KeyPurpose, version: Number(version) };
}

/** Refuses a secret or private key that was not made inside the token, or could ever have left it. Throws KeyModuleError. */
export function refuseUnlessKept(connection: Pkcs11Connection, session: Handle, { handle, label }: StoredKey): void {
  const { names } = connection;
  const wanted: Array<[string, number, boolean]> = [
    ['CKA_PRIVATE', names.CKA_PRIVATE, true],
    ['CKA_LOCAL', names.CKA_LOCAL, true],
    ['CKA_SENSITIVE', names.CKA_SENSITIVE, true],
    ['CKA_ALWAYS_SENSITIVE', names.CKA_ALWAYS_SENSITIVE, true],
    ['CKA_EXTRACTABLE', names.CKA_EXTRACTABLE, false],
    ['CKA_NEVER_EXTRACTABLE', names.CKA_NEVER_EXTRACTABLE, true],
    ['CKA_DERIVE', names.CKA_DERIVE, false],
    ['CKA_SIGN', names.CKA_SIGN, true],
  ];
  for (const [name, attribute, value] of wanted) {
    const found = readAttribute(connection, session, handle, attribute);
    if (found?.length === 1 && (found[0] !== 0) === value) continue;
    throw new KeyModuleError(
      `The token's key ${label} is not used: ${name} is not ${value}, so it was not made inside the token by Linden, or may ` +
        'have left it.',
    );
  }
}

/** Throws KeyModuleError for a key of another kind. */
export function algorithmOf(
  connection: Pkcs11Connection,
  session: Handle,
  { handle, label }: StoredKey,
): SigningAlgorithm {
  const { names } = connection;
  const keyType = readAttribute(connection, session, handle, names.CKA_KEY_TYPE);
  const algorithm = SIGNING_ALGORITHMS.find((known) => keyType && known.keyType === numberOf(keyType));
  if (!algorithm) throw new KeyModuleError(`The token's key ${label} is of a kind that Linden does not know.`);
  return algorithm;
}

/** `undefined` when the object has no such attribute, or does not show it. */
export function readAttribute(
  { api }: Pkcs11Connection,
  session: Handle,
  object: Handle,
  type: number,
): Buffer | undefined {
  try {
    const value = api.C_GetAttributeValue(session, object, [{ type }])[0]?.value;
    return Buffer.isBuffer(value) ? value : undefined;
  } catch (error) {
    if (['CKR_ATTRIBUTE_TYPE_INVALID', 'CKR_ATTRIBUTE_SENSITIVE'].includes(returnValueOf(error) ?? ''))
      return undefined;
    throw error;
  }
}

/** A CK_ULONG, of this machine's width and byte order. */
function numberOf(value: Buffer): number {
  return endianness() === 'LE' ? value.readUInt32LE(0) : value.readUInt32BE(value.length - 4);
}
