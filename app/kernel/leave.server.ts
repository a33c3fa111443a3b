import { env } from '#app/platform/env/env.server.ts';

/** Where "leave quickly" goes: an ordinary site, chosen by the installation. */
export function leaveUrl(): string {
  return env().leaveUrl;
}
