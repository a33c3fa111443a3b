/** Makes docs/asvs.md from docs/asvs/, unless the register is wrong: then it says what, and exits with 1. `npm run asvs` */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { existsUnder, problemsOf } from './asvs/check.ts';
import { readRegister, readRequirements } from './asvs/register.ts';
import { countsOf, renderRegister } from './asvs/render.ts';

const root = path.resolve(import.meta.dirname, '..');
const chapters = readRegister(root);
const problems = problemsOf(chapters, readRequirements(root), existsUnder(root));

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
} else {
  writeFileSync(path.join(root, 'docs/asvs.md'), renderRegister(chapters));
  for (const { level, counts, total } of countsOf(chapters.flatMap(({ entries }) => entries))) {
    const parts = Object.entries(counts).map(([state, count]) => `${count} ${state.replace('_', ' ')}`);
    process.stdout.write(`${`Level ${level}`.padEnd(10)} ${total}: ${parts.join(', ')}\n`);
  }
}
