/**
 * `npm test`: everything; `npm run test:<part>`: one part; more arguments go to the part's runner
 * (`npm run test:rls -- tests/rls/cases.test.ts`). The last line is `N passed, N failed`: every test of every part, and
 * one for each check that is not a test. A part that cannot run counts as failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies, requireNode } from './start/install.mjs';
import { findChromium } from './test/chromium.mjs';
import { findClamd } from './test/clamd.mjs';
import { findSoftHsm } from './test/softhsm.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const VITEST_PROJECTS = ['unit', 'policy', 'types', 'architecture', 'integration', 'rls', 'routes'];
/** Colours are for a terminal. */
const PLAIN = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined };
const total = { passed: 0, failed: 0 };
const troubles = [];

function count(part, passed, failed) {
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) troubles.push(part);
}

function title(text) {
  process.stdout.write(`\n── ${text}\n`);
}

function run(command, args, env = {}) {
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...PLAIN, ...env } };
  return spawnSync(command, args, options).status === 0;
}

/** The program of an installed package, run by this very Node. */
function tool(name, args, env) {
  return run(process.execPath, [path.join(root, 'node_modules', name), ...args], env);
}

function check(name, work) {
  title(name);
  let passed = false;
  try {
    passed = work() !== false;
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  count(name, passed ? 1 : 0, passed ? 0 : 1);
  return passed;
}

/** Counts from a JSON report; without a report the part counts as one failure. */
function tests(name, work, read) {
  title(name);
  const report = path.join(root, '.cache', `report-${name}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const succeeded = work(report);
  if (!existsSync(report)) return count(name, 0, 1);
  const { passed, failed } = read(JSON.parse(readFileSync(report, 'utf8')));
  count(name, passed, failed === 0 && !succeeded ? 1 : failed);
}

function vitest(projects, args) {
  const name = projects.join(' ');
  const reporters = (report) => ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const chosen = projects.map((project) => `--project=${project}`);
  const work = (report) =>
    tool('vitest/vitest.mjs', ['run', '--passWithNoTests', ...chosen, ...reporters(report), ...args]);
  tests(name.replaceAll(' ', '-'), work, (json) => {
    // A file that fails before its first test has no failed test: it counts as one.
    const brokenFiles = json.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.every((result) => result.status !== 'failed'),
    );
    return { passed: json.numPassedTests, failed: json.numFailedTests + brokenFiles.length };
  });
}

function e2e(args) {
  let chromium;
  try {
    chromium = findChromium(root);
  } catch (error) {
    title('e2e');
    process.stdout.write(`${error.message}\n`);
    return count('e2e', 0, 1);
  }
  const work = (report) =>
    tool('@playwright/test/cli.js', ['test', ...args], { CHROMIUM_PATH: chromium, LINDEN_JSON_REPORT: report });
  tests('e2e', work, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }));
}

/** Keys in a token: a part of its own, because without SoftHSM it fails and the others need not. */
function pkcs11(args) {
  try {
    process.env.SOFTHSM2_MODULE = findSoftHsm(root);
  } catch (error) {
    title('pkcs11');
    process.stdout.write(`${error.message}\n`);
    return count('pkcs11', 0, 1);
  }
  vitest(['pkcs11'], args);
}

/** Files looked at by clamd, in the same way. */
function scanner(args) {
  try {
    process.env.CLAMD_PATH = findClamd();
  } catch (error) {
    title('scanner');
    process.stdout.write(`${error.message}\n`);
    return count('scanner', 0, 1);
  }
  vitest(['scanner'], args);
}

function prepare() {
  requireNode();
  installDependencies(root);
}

async function generate() {
  const { generate: makeClient, isGenerated } = await import('./generate.mjs');
  if (!isGenerated()) makeClient();
}

const [part, ...args] = process.argv.slice(2);
try {
  prepare();
  await generate();
  if (part === undefined) {
    check('types', () => tool('typescript/bin/tsc', ['--noEmit']));
    check('lint', () => tool('eslint/bin/eslint.js', ['.']));
    check('imports', () =>
      tool('dependency-cruiser/bin/dependency-cruise.mjs', [
        '--config',
        '.dependency-cruiser.cjs',
        'app',
        'scripts',
        'prisma',
      ]),
    );
    vitest(VITEST_PROJECTS, []);
    pkcs11([]);
    scanner([]);
    e2e([]);
  } else if (part === 'e2e') e2e(args);
  else if (part === 'pkcs11') pkcs11(args);
  else if (part === 'scanner') scanner(args);
  else if (VITEST_PROJECTS.includes(part)) vitest([part], args);
  else throw new Error(`There is no part "${part}": ${[...VITEST_PROJECTS, 'pkcs11', 'scanner', 'e2e'].join(', ')}.`);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  count('preparation', 0, 1);
}
if (troubles.length > 0) process.stdout.write(`\nFailed in: ${troubles.join(', ')}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
