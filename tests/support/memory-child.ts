/** Opens a member's keys and a session's secrets as a sign-in and a request do, and then waits to be looked at. */
import { readFileSync } from 'node:fs';
import { openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { openMemberSeed } from '#app/platform/keys/member-keys.server.ts';
import { openSessionSecrets } from '#app/platform/keys/session-secrets.server.ts';

const given = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'), (_name, value: unknown) =>
  typeof value === 'string' && value.startsWith('base64:') ? Buffer.from(value.slice(7), 'base64') : value,
);
if (process.argv[3] === 'unwiped') {
  for (const prototype of [Uint8Array.prototype, Buffer.prototype]) {
    const { fill } = prototype;
    prototype.fill = function (this: Uint8Array, value: number, ...range: number[]) {
      return value === 0 && range.length === 0 ? this : fill.call(this, value, ...range);
    } as typeof fill;
  }
}
const module = await openKeyModule({ location: given.location });
const seed = await openMemberSeed(module, given.member, given.password, given.record);
const secrets = await openSessionSecrets(module, given.token, 's', given.sealed);
seed?.fill(0);
for (const secret of secrets.values()) secret.fill(0);
process.stdout.write(seed && secrets.size === 1 ? 'ready\n' : 'failed\n');
setInterval(() => undefined, 1_000);
