/** Rotates and retires keys until it is killed. `tsx rotate-without-end.ts <location>`; one line for every step that is done. */
import { openKeyKeeper, openKeyModule } from '#app/platform/keys/key-module.server.ts';

const location = process.argv[2] ?? '';
// Logged in all the while, as a server is. SoftHSM lives in this process and rewrites its token's file at a login: a kill
// there would break the token itself, which a token on the other side of a cable survives.
await openKeyModule({ location });
const keeper = openKeyKeeper(location);
process.stdout.write('begun\n');
for (;;) {
  for (const purpose of ['pepper', 'directory'] as const) {
    const version = await keeper.add(purpose);
    process.stdout.write(`${purpose} ${version}\n`);
    if (version > 3) await keeper.destroy(purpose, version - 3);
  }
}
