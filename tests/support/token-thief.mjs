/**
 * What somebody can do to a token's files without its PIN, in a process that is not logged in.
 * node token-thief.mjs <library> <token> <action> [label] [more]; the answer is one line of JSON. SOFTHSM2_CONF says where.
 */
import { generateKeyPairSync } from 'node:crypto';
import p from 'pkcs11js';

const [library, tokenLabel, action, label, more] = process.argv.slice(2);
const api = new p.PKCS11();
api.load(library);
api.C_Initialize();
const slot = api.C_GetSlotList(true).find((each) => api.C_GetTokenInfo(each).label.trimEnd() === tokenLabel);
const session = api.C_OpenSession(slot, p.CKF_SERIAL_SESSION | p.CKF_RW_SESSION);
const named = [
  { type: p.CKA_TOKEN, value: true },
  { type: p.CKA_LABEL, value: Buffer.from(label ?? '') },
];
const visible = { type: p.CKA_PRIVATE, value: false };

const ACTIONS = {
  list: () => find([]).map((object) => read(object, p.CKA_LABEL).toString()),
  'log-in': () => api.C_Login(session, p.CKU_USER, label),
  /** a key that the thief knows */
  'plant-known': () =>
    api.C_CreateObject(session, [...named, visible, ...secret, { type: p.CKA_VALUE, value: Buffer.from(more, 'hex') }]),
  /** a key that was made inside the token, marked as it should be but for what only the PIN allows */
  'plant-made': () =>
    api.C_GenerateKey(session, { mechanism: p.CKM_GENERIC_SECRET_KEY_GEN }, [
      ...named,
      visible,
      ...secret,
      { type: p.CKA_SENSITIVE, value: true },
      { type: p.CKA_EXTRACTABLE, value: false },
      { type: p.CKA_VALUE_LEN, value: 32 },
    ]),
  'plant-private': () =>
    api.C_CreateObject(session, [
      ...named,
      ...secret,
      { type: p.CKA_PRIVATE, value: true },
      { type: p.CKA_VALUE, value: Buffer.from(more, 'hex') },
    ]),
  /** the public key of a pair that the thief holds, in place of the real one */
  'replace-public': () => {
    for (const object of find(named.slice(1))) api.C_DestroyObject(session, object);
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    api.C_CreateObject(session, [
      ...named,
      visible,
      { type: p.CKA_CLASS, value: p.CKO_PUBLIC_KEY },
      { type: p.CKA_KEY_TYPE, value: 0x40 },
      { type: p.CKA_EC_PARAMS, value: Buffer.from('06032b6570', 'hex') },
      { type: p.CKA_EC_POINT, value: Buffer.concat([Buffer.from([4, 32]), point]) },
      { type: p.CKA_VERIFY, value: true },
    ]);
    return privateKey.export({ format: 'pem', type: 'pkcs8' });
  },
};
const secret = [
  { type: p.CKA_CLASS, value: p.CKO_SECRET_KEY },
  { type: p.CKA_KEY_TYPE, value: p.CKK_GENERIC_SECRET },
  { type: p.CKA_SIGN, value: true },
];

try {
  const done = ACTIONS[action]();
  process.stdout.write(JSON.stringify({ done: Buffer.isBuffer(done) ? true : (done ?? true) }));
} catch (error) {
  process.stdout.write(JSON.stringify({ refused: error.message.split(':')[0] }));
}

function find(template) {
  api.C_FindObjectsInit(session, template);
  const found = api.C_FindObjects(session, 100);
  api.C_FindObjectsFinal(session);
  return found;
}

function read(object, type) {
  return api.C_GetAttributeValue(session, object, [{ type }])[0].value;
}
