import { hostCookie } from '#app/platform/host-cookie.server.ts';

/**
 * What was just done, for the one page that comes next: the type of the event, and nothing of what it was about. The cookie
 * ends with the browser at the latest; the next page takes it away.
 */
const cookie = () => hostCookie('linden_said');
const taken = () => `Path=/; SameSite=Lax; HttpOnly${cookie().secure ? '; Secure' : ''}`;

export function saidCookie(eventType: string): string {
  return `${cookie().name}=${eventType}; ${taken()}`;
}

/** The type of event that the page before brought about; null when there is nothing to say. Whether it exists is not checked. */
export function saidIn(request: Request): string | null {
  const said = new RegExp(`(?:^|;\\s*)${cookie().name}=([a-z_]+\\.[a-z_]+)(?:;|$)`);
  return said.exec(request.headers.get('Cookie') ?? '')?.[1] ?? null;
}

export function heardCookie(): string {
  return `${cookie().name}=; Max-Age=0; ${taken()}`;
}
