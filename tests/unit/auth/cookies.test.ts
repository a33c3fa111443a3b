import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const rows = new Map<string, object>();
vi.mock('#app/platform/auth/session-adapter.server.ts', () => ({
  ABSOLUTE_HOURS: 12,
  readStoredSecrets: vi.fn(),
  replaceStoredSecrets: vi.fn(),
  SessionAdapter: class {
    async setSession(session: { id: string; userId: string }) {
      rows.set(session.id, session);
    }
    async getSessionAndUser(id: string) {
      const session = rows.get(id);
      return session ? [session, { id: 'member', attributes: { member: { id: 'member' } } }] : [null, null];
    }
    async updateSessionExpiration() {}
    async deleteSession(id: string) {
      rows.delete(id);
    }
  },
}));

/** The cookies of an installation at this address. */
async function at(origin: string) {
  vi.stubEnv('LINDEN_ORIGIN', origin);
  const { endSession, readSession, startSession } = await import('#app/platform/auth/lucia.server.ts');
  const language = await import('#app/platform/i18n/language.server.ts');
  const said = await import('#app/kernel/said.server.ts');
  const session = await startSession({
    ...{ memberId: 'member', organisationId: 'organisation', stage: 'full', device: 'other/other' },
    ...{ steppedUpAt: null, startedAt: null, endsAt: null, replaces: null, seal: async () => new Uint8Array(1) },
  });
  const read = (cookie: string) => new Request(`${origin}/`, { headers: { Cookie: cookie } });
  return { endSession, readSession, session, ...language, ...said, read };
}

beforeEach(() => void vi.resetModules());
afterEach(() => {
  vi.unstubAllEnvs();
  rows.clear();
});

describe('with https', () => {
  test('every cookie is of this host alone, Secure, and out of reach of scripts', async () => {
    const host = await at('https://linden.example.org');
    const { endSession, session, languageCookie, languageCookieOf, read } = host;
    const passing = [host.chosenMark(), host.heardMark(), host.saidCookie('task.added'), host.heardCookie()];
    const ended = await endSession([...rows.keys()][0]!);
    const ofAccount = languageCookieOf({ language: 'sr' }, read(''))!;
    for (const cookie of [session, ended, languageCookie('sq'), ofAccount, ...passing]) {
      expect(cookie).toMatch(/^__Host-linden(_language|_language_chosen|_said)?=/);
      const attributes = cookie.split('; ').slice(1);
      expect(attributes).toEqual(expect.arrayContaining(['Secure', 'HttpOnly', 'Path=/']));
      expect(cookie).not.toMatch(/Domain/i);
    }
    expect(session).toContain('SameSite=Strict');
  });

  test('a cookie without the prefix, which any neighbouring host could have planted, is not read', async () => {
    const { readSession, session, languageOf, chosenAtTheDoor, saidIn, read } = await at('https://linden.example.org');
    const own = session.split(';')[0]!;
    expect(await readSession(own)).toMatchObject({ member: { id: 'member' } });
    expect(await readSession(own.replace('__Host-', ''))).toBeNull();
    expect(languageOf(read('__Host-linden_language=en'))).toBe('en');
    expect(languageOf(read('linden_language=en'))).toBe('sq');
    expect(chosenAtTheDoor(read('__Host-linden_language=en; __Host-linden_language_chosen=1'))).toBe('en');
    expect(chosenAtTheDoor(read('__Host-linden_language=en; linden_language_chosen=1'))).toBeNull();
    expect(saidIn(read('__Host-linden_said=task.added'))).toBe('task.added');
    expect(saidIn(read('linden_said=task.added'))).toBeNull();
  });
});

test('plain http on localhost has neither the prefix nor Secure, which browsers would refuse there', async () => {
  const { session, languageCookie, languageOf, read } = await at('http://localhost:3000');
  expect([session, languageCookie('en')].map((cookie) => cookie.split('=')[0])).toEqual(['linden', 'linden_language']);
  expect(`${session}${languageCookie('en')}`).not.toMatch(/Secure/);
  expect(languageOf(read('linden_language=en'))).toBe('en');
});
