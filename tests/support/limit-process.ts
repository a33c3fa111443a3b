/** A web process of its own for tests/integration/rate-limits.test.ts: tries so often, and prints how many were let through. */
import { takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { closeClients } from '#app/platform/db/clients.server.ts';

const [kind = '', subject = '', tries = '0'] = process.argv.slice(2);

/** The planted weakness: a counter that lives in the process. */
let counted = 0;
const inMemory = async () => (++counted <= 8 ? {} : null);

const answers = await Promise.all(
  Array.from({ length: Number(tries) }, () => (kind === 'memory' ? inMemory() : takeAttempt({ account: subject }))),
);
process.stdout.write(String(answers.filter((answer) => answer !== null).length));
await closeClients();
