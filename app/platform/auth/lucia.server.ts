import { Lucia, TimeSpan } from 'lucia';
import { hostCookie } from '#app/platform/host-cookie.server.ts';
import type { SessionStage } from '#app/platform/keys/session-secrets.server.ts';
import {
  ABSOLUTE_HOURS,
  readStoredSecrets,
  replaceStoredSecrets,
  SessionAdapter,
  type SessionAttributes,
  type SessionMember,
} from './session-adapter.server.ts';
import { decodeToken, encodeToken, newSessionToken, sessionIdOf } from './session-token.server.ts';

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: { member: SessionMember };
  }
}

function createLucia() {
  const { name, secure } = hostCookie('linden');
  return new Lucia(new SessionAdapter(), {
    sessionExpiresIn: new TimeSpan(ABSOLUTE_HOURS, 'h'),
    sessionCookie: {
      name,
      expires: false,
      attributes: { secure, sameSite: 'strict', path: '/' },
    },
    getSessionAttributes: ({ secrets, stage, device, startedAt, endsAt }) => ({
      secrets,
      stage,
      device,
      startedAt,
      endsAt,
    }),
    getUserAttributes: ({ member }) => ({ member }),
  });
}

let instance: ReturnType<typeof createLucia> | undefined;
const lucia = () => (instance ??= createLucia());

/** A session as it is stored: `secrets` are sealed, and for the stage that the row claims. */
export interface StoredSession {
  token: Buffer;
  sessionId: string;
  stage: SessionStage;
  secrets: Uint8Array;
  device: string;
  startedAt: Date | null;
  endsAt: Date | null;
  member: SessionMember;
}

/** The session that the request's cookie opens, within the idle and absolute limits, or null. */
export async function readSession(cookieHeader: string | null): Promise<StoredSession | null> {
  const token = decodeToken(lucia().readSessionCookie(cookieHeader ?? '') ?? undefined);
  if (!token) return null;
  const sessionId = sessionIdOf(token);
  const { session, user } = await lucia().validateSession(sessionId);
  if (!session) return null;
  const { secrets, stage, device, startedAt, endsAt } = session;
  return { token, sessionId, secrets, stage, device, startedAt, endsAt, member: user.member };
}

/** What a new session is made of; its secrets are sealed by `seal`, for the new token. */
export interface NewSession extends Omit<SessionAttributes, 'secrets'> {
  memberId: string;
  seal: (token: Buffer, sessionId: string) => Promise<Uint8Array>;
}

/**
 * Starts a session with a new token and id, in the place of `replaces` if there is one, whose token is dead from then on.
 * Returns the Set-Cookie value. Throws when the session it replaces has ended.
 */
export async function startSession({ memberId, seal, ...attributes }: NewSession): Promise<string> {
  const token = newSessionToken();
  const sessionId = sessionIdOf(token);
  const secrets = await seal(token, sessionId);
  await lucia().createSession(memberId, { ...attributes, secrets }, { sessionId });
  const cookie = lucia().createSessionCookie(encodeToken(token));
  // A session cookie: the browser forgets it when it closes.
  delete cookie.attributes.maxAge;
  return cookie.serialize();
}

/** What a live session keeps sealed. Throws when the session has ended. */
export const readSecrets = readStoredSecrets;
/** Puts other sealed secrets into a live session. Throws when the session has ended. */
export const replaceSecrets = replaceStoredSecrets;

/** Ends a session. Throws when there was none to delete: a sign-out that fails must not look like one that worked. */
export async function endSession(sessionId: string): Promise<string> {
  await lucia().invalidateSession(sessionId);
  return lucia().createBlankSessionCookie().serialize();
}

/**
 * Ends the session of a browser that has just begun another one (`begun`: its Set-Cookie value); there may be none. A half-way one of
 * another account ends by itself instead, in minutes: its owner is told then, and who had her password could keep it from her.
 */
export async function dropSession(cookieHeader: string | null, begun: string): Promise<void> {
  const stored = await readSession(cookieHeader);
  if (stored?.stage === 'password') {
    const next = await readSession(begun.split(';', 1)[0] ?? '');
    if (next?.member.id !== stored.member.id) return;
  }
  if (stored) await lucia().invalidateSession(stored.sessionId);
}

export async function deleteExpiredSessions(): Promise<void> {
  await lucia().deleteExpiredSessions();
}
