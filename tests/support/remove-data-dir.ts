import { rmSync } from 'node:fs';

/** Removes the data directory that playwright.config.ts made for this run, when the process ends and its server has stopped. */
export default function removeDataDir(): void {
  const own = process.env.LINDEN_E2E_OWN;
  if (own) process.once('exit', () => rmSync(own, { recursive: true, force: true, maxRetries: 3 }));
}
