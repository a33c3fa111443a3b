import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

/**
 * Browser tests against the built application with a data directory of its own, demonstration included. To go on with a
 * Linden that runs already (started with LINDEN_DEV_COMPONENTS=1): LINDEN_E2E_ORIGIN and LINDEN_E2E_DATA_DIR.
 * The browser: CHROMIUM_PATH, which `npm test` sets to what it finds.
 */
const port = Number(process.env.LINDEN_E2E_PORT ?? 4173);
// Workers read this file as well: they get the directory from the environment of the process that made it.
const dataDir =
  (process.env.LINDEN_E2E_DATA_DIR ??=
  process.env.LINDEN_E2E_OWN =
    mkdtempSync(path.join(tmpdir(), 'linden-e2e-')));
const origin = (process.env.LINDEN_E2E_ORIGIN ??= '');
const baseURL = origin || `http://localhost:${port}`;
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
  existsSync(file),
);

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  // One core draws, the other one answers: the journeys in their order on one worker, the walks on what is free.
  workers: 2,
  projects: [
    { name: 'journeys', testIgnore: '**/pages.spec.ts', workers: 1 },
    { name: 'walks', testMatch: '**/pages.spec.ts', fullyParallel: true },
  ],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.LINDEN_JSON_REPORT
    ? [['line'], ['json', { outputFile: process.env.LINDEN_JSON_REPORT }]]
    : 'line',
  outputDir: 'test-results',
  use: {
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/Belgrade',
    trace: 'retain-on-failure',
    // Colours are looked at as they are, not on their way.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || installed,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: origin
    ? undefined
    : {
        command: 'node scripts/start.mjs',
        url: `${baseURL}/readyz`,
        timeout: 900_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
        stdout: 'ignore',
        stderr: 'pipe',
        env: { PORT: String(port), LINDEN_DATA_DIR: dataDir, LINDEN_ORIGIN: baseURL, LINDEN_DEV_COMPONENTS: '1' },
      },
  globalTeardown: process.env.LINDEN_E2E_OWN ? './tests/support/remove-data-dir.ts' : undefined,
});
