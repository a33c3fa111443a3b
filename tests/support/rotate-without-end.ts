/** Rotates and retires keys until it is killed. `tsx rotate-without-end.ts <location>`; one line for every step that is done. */
import { openKeyKeeper } from '#app/platform/keys/key-module.server.ts';

const keeper = openKeyKeeper(process.argv[2] ?? '');
process.stdout.write('begun\n');
for (;;) {
  for (const purpose of ['pepper', 'directory'] as const) {
    const version = await keeper.add(purpose);
    process.stdout.write(`${purpose} ${version}\n`);
    if (version > 3) await keeper.destroy(purpose, version - 3);
  }
}
