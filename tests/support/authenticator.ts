import type { CDPSession, Page } from '@playwright/test';

export interface VirtualAuthenticator {
  /** the credentials that it holds */
  credentials(): Promise<{ credentialId: string; isResidentCredential: boolean; rpId: string; signCount: number }[]>;
  /** whether it can tell its owner by finger, face or PIN */
  setVerified(verified: boolean): Promise<void>;
  /** makes it count from here: a copy that was taken earlier counts less */
  setSignCount(signCount: number): Promise<void>;
}

/** Chromium's own authenticator: resident keys, user verification, present at once. */
export async function addAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const client: CDPSession = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const held = async () => (await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return {
    credentials: async () =>
      (await held()).map(({ credentialId, isResidentCredential, rpId, signCount }) => ({
        ...{ credentialId, isResidentCredential, signCount, rpId: rpId ?? '' },
      })),
    setVerified: async (isUserVerified) =>
      void (await client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })),
    setSignCount: async (signCount) => {
      for (const credential of await held()) {
        await client.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credential.credentialId });
        await client.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount } });
      }
    },
  };
}
