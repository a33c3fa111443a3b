import { env } from '#app/platform/env/env.server.ts';

/**
 * The name of a cookie, and whether it is `Secure`. With https the name begins with `__Host-`: a browser takes such a cookie
 * from this host alone, by https, for all paths, so no neighbouring host can plant one. Plain http, where browsers would refuse
 * it, is on localhost only; env() accepts no other. The name without the prefix is not read where the one with it is written.
 */
export function hostCookie(name: string): { name: string; secure: boolean } {
  const secure = !env().origin.startsWith('http://');
  return { name: secure ? `__Host-${name}` : name, secure };
}
