import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type KeyModule, openKeyKeeper, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { findSoftHsm } from '../../scripts/test/softhsm.mjs';
import { makeToken } from '../support/token.ts';
import { measure, type Result } from './measure.ts';

const ROUNDS = 30;
const CALLS = 40;
const DATA = randomBytes(64);

/** (g) The operations of a key module, in a token (SoftHSM) against a key file. A token over a network takes longer. */
export async function benchKeys(root: string): Promise<Result[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'linden-bench-keys-'));
  const token = await makeToken(findSoftHsm(root));
  try {
    const inFile = await moduleWithKeys(`file:${path.join(directory, 'keys.json')}`);
    const inToken = await moduleWithKeys(token.location);
    const common = { rounds: ROUNDS, calls: CALLS };
    const signedBy = async (module: KeyModule) => ({ module, ...(await module.sign('directory', DATA)) });
    const [fileSignature, tokenSignature] = [await signedBy(inFile), await signedBy(inToken)];
    const verify = ({ module, version, signature }: typeof fileSignature) =>
      module.verify('directory', version, DATA, signature);
    return [
      await measure({
        ...common,
        name: 'keys.hmac',
        about: 'one HMAC in a token, as every request needs for its session',
        ours: () => inToken.hmac('session', DATA),
        other: { name: 'key file', run: () => inFile.hmac('session', DATA) },
      }),
      await measure({
        ...common,
        name: 'keys.sign',
        about: 'one signature in a token, as a changed directory row or a packet needs',
        ours: () => inToken.sign('directory', DATA),
        other: { name: 'key file', run: () => inFile.sign('directory', DATA) },
      }),
      await measure({
        ...common,
        name: 'keys.verify',
        about: 'one verification, as every request needs; the public key is at hand in both',
        ours: () => verify(tokenSignature),
        other: { name: 'key file', run: () => verify(fileSignature) },
      }),
      await measure({
        ...common,
        calls: 8,
        name: 'keys.hmac/8-at-once',
        about: 'eight HMACs at once in a token, which has four sessions',
        ours: () => eight(inToken),
        other: { name: 'key file', run: () => eight(inFile) },
      }),
    ];
  } finally {
    await token.remove();
    await rm(directory, { recursive: true });
  }
}

async function moduleWithKeys(location: string): Promise<KeyModule> {
  await openKeyKeeper(location).create();
  return openKeyModule({ location });
}

function eight(module: KeyModule): Promise<unknown> {
  return Promise.all(Array.from({ length: 8 }, () => module.hmac('session', DATA)));
}
