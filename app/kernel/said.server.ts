/**
 * What was just done, for the one page that comes next: the type of the event, and nothing of what it was about. The cookie
 * ends with the browser at the latest; the next page takes it away.
 */
const cookieName = 'linden_said';
const taken = 'Path=/; SameSite=Lax; HttpOnly';

export function saidCookie(eventType: string): string {
  return `${cookieName}=${eventType}; ${taken}`;
}

/** The type of event that the page before brought about; null when there is nothing to say. Whether it exists is not checked. */
export function saidIn(request: Request): string | null {
  return /(?:^|;\s*)linden_said=([a-z_]+\.[a-z_]+)(?:;|$)/.exec(request.headers.get('Cookie') ?? '')?.[1] ?? null;
}

export function heardCookie(): string {
  return `${cookieName}=; Max-Age=0; ${taken}`;
}
