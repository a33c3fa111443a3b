/** Every route with its path, methods and what it declares. `npm run routes` (a table), `npm run routes -- --json` */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { routeTable } from './routes/route-table.ts';
import { ensureBuilt, ensureGenerated } from './start/build.ts';

const root = path.resolve(import.meta.dirname, '..');
await ensureGenerated(root);
await ensureBuilt(root, (line) => process.stderr.write(`${line}\n`));
const build = (await import(pathToFileURL(path.join(root, 'build/server/index.js')).href)) as ServerBuild;
const table = routeTable(build);
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(table, null, 2)}\n`);
else {
  for (const { path: address, methods, declared, intent, layout } of table) {
    const what = [declared, intent && `(${intent})`, layout && '(layout)'].filter(Boolean).join(' ');
    process.stdout.write(`${methods.join().padEnd(5)} ${address.padEnd(48)} ${what}\n`);
  }
}
process.exit(table.some(({ declared }) => declared === 'undeclared') ? 1 : 0);
