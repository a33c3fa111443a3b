import { addApp, offerApp } from '#app/features/members/add-app.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { totpCode } from '#app/platform/auth/totp.server.ts';
import { Secret } from 'otpauth';

/** Codes of later half minutes, because a code works once: `next()` is right now and was never used. */
export interface App {
  secret: Buffer;
  factorId: string;
  code(steps?: number): string;
}

/** Gives a signed-in member (from a session) an authenticator app. Its code of now is spent by that. */
export async function giveApp(member: SignedIn): Promise<App> {
  const { typed, offer } = offerApp(member);
  const secret = Buffer.from(Secret.fromBase32(typed.replaceAll(' ', '')).bytes);
  const code = (steps = 0) => totpCode(secret, new Date(Date.now() + steps * 30_000));
  await addApp(member, { offer, code: code() }, 'firefox/linux');
  const { factorIdOf } = await import('#app/platform/keys/factor-secrets.server.ts');
  return { secret, code, factorId: factorIdOf(member.keys.factorKey(), secret) };
}
