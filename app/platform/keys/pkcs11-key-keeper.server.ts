import type { Attribute, Handle } from 'pkcs11js';
import { fingerprintMessage } from './key-message.ts';
import { KeyModuleError } from './key-module-error.ts';
import { HMAC_PURPOSES, type HmacPurpose, KEY_PURPOSES, type KeyKeeper, type KeyPurpose } from './key-module-types.ts';
import { type SigningAlgorithm, SIGNING_ALGORITHMS } from './pkcs11-algorithms.server.ts';
import { Pkcs11Connection, type Pkcs11Location } from './pkcs11-connection.server.ts';
import { openHmacKey, openSigningKey } from './pkcs11-key-source.server.ts';
import { draftLabelOf, keysByPurpose, labelOf, listKeyObjects, type StoredKey } from './pkcs11-objects.server.ts';

const KEY_BYTES = 32;

/** Makes keys inside a token: sensitive, not extractable, visible after login only. */
export class Pkcs11KeyKeeper implements KeyKeeper {
  readonly #location: Pkcs11Location;
  readonly #algorithms: readonly SigningAlgorithm[];

  /** `algorithms`: those to choose from, the first that the token offers. */
  constructor(location: Pkcs11Location, algorithms = SIGNING_ALGORITHMS) {
    this.#location = location;
    this.#algorithms = algorithms;
  }

  async create(resume = false): Promise<KeyPurpose[]> {
    return this.#connected(async (connection) => {
      const { keys, leftovers } = await readToken(connection);
      const missing = KEY_PURPOSES.filter((purpose) => !keys.get(purpose)?.size);
      if (missing.length === 0) return [];
      if (missing.length < KEY_PURPOSES.length && !resume) {
        throw new KeyModuleError(
          `The token lacks keys for ${missing.join(', ')} and has the others. If making them was interrupted and nothing was ` +
            'entered yet, go on with: npm run keys -- init --resume. Otherwise keys were lost: restore the token.',
        );
      }
      await destroyAll(connection, leftovers);
      for (const purpose of missing) await this.#make(connection, purpose, 1);
      return missing;
    });
  }

  async add(purpose: KeyPurpose): Promise<number> {
    return this.#connected(async (connection) => {
      const { keys, leftovers } = await readToken(connection);
      const current = Math.max(0, ...(keys.get(purpose)?.keys() ?? []));
      if (current === 0) throw new KeyModuleError(`The token has no key for ${purpose} to rotate.`);
      await destroyAll(connection, leftovers);
      await this.#make(connection, purpose, current + 1);
      return current + 1;
    });
  }

  async destroy(purpose: KeyPurpose, version: number): Promise<void> {
    await this.#connected(async (connection) => {
      const versions = (await readToken(connection)).keys.get(purpose);
      const key = versions?.get(version);
      if (!key || version === Math.max(...versions!.keys())) {
        throw new KeyModuleError(`There is no older version ${version} of ${purpose} in the token.`);
      }
      // The private key first: what a kill leaves is a public key alone, which counts for nothing.
      await destroyAll(connection, [key.handle, ...(key.publicHandle ? [key.publicHandle] : [])]);
    });
  }

  /** Under a draft's name until it is complete and has answered. */
  async #make(connection: Pkcs11Connection, purpose: KeyPurpose, version: number): Promise<void> {
    const { api, names } = connection;
    const draft = draftLabelOf(purpose, version);
    const probe = fingerprintMessage(purpose, version);
    const isHmac = HMAC_PURPOSES.includes(purpose as HmacPurpose);
    const key = isHmac ? await generateHmacKey(connection, draft) : await this.#generateKeyPair(connection, draft);
    await (isHmac ? openHmacKey : openSigningKey)(connection, key, probe);
    const label = [{ type: names.CKA_LABEL, value: Buffer.from(labelOf(purpose, version)) }];
    await connection.use((session) => {
      if (key.publicHandle) api.C_SetAttributeValue(session, key.publicHandle, label);
      api.C_SetAttributeValue(session, key.handle, label);
    });
  }

  async #generateKeyPair(connection: Pkcs11Connection, label: string): Promise<StoredKey> {
    const { api, names } = connection;
    const algorithm = this.#algorithms.find(({ generation, signing }) => {
      const offered = api.C_GetMechanismList(connection.slot);
      return offered.includes(generation) && offered.includes(signing);
    });
    if (!algorithm) throw new KeyModuleError('The token can sign neither with Ed25519 nor with ECDSA.');
    const shared = [
      { type: names.CKA_KEY_TYPE, value: algorithm.keyType },
      { type: names.CKA_TOKEN, value: true },
      { type: names.CKA_LABEL, value: Buffer.from(label) },
    ];
    const pair = await connection.use((session) =>
      api.C_GenerateKeyPairAsync(
        session,
        { mechanism: algorithm.generation },
        [...shared, { type: names.CKA_EC_PARAMS, value: algorithm.curve }, { type: names.CKA_VERIFY, value: true }],
        [...shared, ...kept(connection)],
      ),
    );
    return { label, handle: pair.privateKey, publicHandle: pair.publicKey };
  }

  async #connected<Result>(work: (connection: Pkcs11Connection) => Promise<Result>): Promise<Result> {
    const connection = await Pkcs11Connection.open(this.#location, { write: true });
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }
}

async function generateHmacKey(connection: Pkcs11Connection, label: string): Promise<StoredKey> {
  const { api, names } = connection;
  const handle = await connection.use((session) =>
    api.C_GenerateKeyAsync(session, { mechanism: names.CKM_GENERIC_SECRET_KEY_GEN }, [
      { type: names.CKA_CLASS, value: names.CKO_SECRET_KEY },
      { type: names.CKA_KEY_TYPE, value: names.CKK_GENERIC_SECRET },
      { type: names.CKA_VALUE_LEN, value: KEY_BYTES },
      { type: names.CKA_TOKEN, value: true },
      { type: names.CKA_LABEL, value: Buffer.from(label) },
      ...kept(connection),
    ]),
  );
  return { label, handle };
}

/** What `refuseUnlessKept` asks of a key, as far as it is ours to say. */
function kept({ names }: Pkcs11Connection): Attribute[] {
  return [
    { type: names.CKA_PRIVATE, value: true },
    { type: names.CKA_SENSITIVE, value: true },
    { type: names.CKA_EXTRACTABLE, value: false },
    { type: names.CKA_DERIVE, value: false },
    { type: names.CKA_SIGN, value: true },
  ];
}

async function readToken(connection: Pkcs11Connection) {
  return connection.use((session) => {
    const { used, drafts } = listKeyObjects(connection, session);
    const { keys, lonely } = keysByPurpose(used, connection.names);
    return { keys, leftovers: [...drafts, ...lonely].map(({ handle }) => handle) };
  });
}

async function destroyAll(connection: Pkcs11Connection, handles: readonly Handle[]): Promise<void> {
  await connection.use((session) => {
    for (const handle of handles) connection.api.C_DestroyObject(session, handle);
  });
}
