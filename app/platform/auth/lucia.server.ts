import { Lucia, TimeSpan } from 'lucia';
import { env } from '#app/platform/env/env.server.ts';
import { ABSOLUTE_HOURS, SessionAdapter, type SessionMember } from './session-adapter.server.ts';
import { decodeToken, encodeToken, newSessionToken, sessionIdOf } from './session-token.server.ts';

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    DatabaseSessionAttributes: { organisationId: string; secrets: Uint8Array };
    DatabaseUserAttributes: { member: SessionMember };
  }
}

const secure = () => !env().origin.startsWith('http://');

/** `Secure` and the `__Host-` prefix are dropped for plain http on localhost only; env() accepts no other http origin. */
function createLucia() {
  return new Lucia(new SessionAdapter(), {
    sessionExpiresIn: new TimeSpan(ABSOLUTE_HOURS, 'h'),
    sessionCookie: {
      name: secure() ? '__Host-linden' : 'linden',
      expires: false,
      attributes: { secure: secure(), sameSite: 'strict', path: '/' },
    },
    getSessionAttributes: ({ organisationId, secrets }) => ({ organisationId, secrets }),
    getUserAttributes: ({ member }) => ({ member }),
  });
}

let instance: ReturnType<typeof createLucia> | undefined;
const lucia = () => (instance ??= createLucia());

export type StoredSession = { token: Buffer; sessionId: string; secrets: Uint8Array; member: SessionMember };

/** The session that the request's cookie opens, within the idle and absolute limits, or null. */
export async function readSession(cookieHeader: string | null): Promise<StoredSession | null> {
  const token = decodeToken(lucia().readSessionCookie(cookieHeader ?? '') ?? undefined);
  if (!token) return null;
  const sessionId = sessionIdOf(token);
  const { session, user } = await lucia().validateSession(sessionId);
  return session ? { token, sessionId, secrets: session.secrets, member: user.member } : null;
}

/** Starts a session whose secrets `seal` makes for its token. Returns the Set-Cookie value. */
export async function startSession(
  member: { id: string; organisationId: string },
  seal: (token: Buffer, sessionId: string) => Promise<Uint8Array>,
): Promise<string> {
  const token = newSessionToken();
  const sessionId = sessionIdOf(token);
  const secrets = await seal(token, sessionId);
  await lucia().createSession(member.id, { organisationId: member.organisationId, secrets }, { sessionId });
  const cookie = lucia().createSessionCookie(encodeToken(token));
  // A session cookie: the browser forgets it when it closes.
  delete cookie.attributes.maxAge;
  return cookie.serialize();
}

/** Ends a session. Throws when there was none to delete: a sign-out that fails must not look like one that worked. */
export async function endSession(sessionId: string): Promise<string> {
  await lucia().invalidateSession(sessionId);
  return lucia().createBlankSessionCookie().serialize();
}

export async function deleteExpiredSessions(): Promise<void> {
  await lucia().deleteExpiredSessions();
}
