import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './e2e.ts';

/** Everything the browser complains about on this page from now on: script errors and refusals of the content policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()} ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()} ${message.text()}`);
  });
  return complaints;
}

export async function choose(page: Page, language: 'en' | 'sq' | 'sr'): Promise<void> {
  await page.locator(`button[name=language][value=${language}]`).first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`));
}

/** The addresses reached from this page by links, one of each shape (ids and numbers are alike), breadth first. */
export async function addressesFrom(page: Page, limit: number): Promise<string[]> {
  const found = new Map<string, string>();
  const waiting = [new URL(page.url()).pathname];
  while (waiting.length > 0 && found.size < limit) {
    const address = waiting.shift()!;
    if (found.has(shapeOf(address))) continue;
    const answer = await page.goto(address);
    if (!answer?.headers()['content-type']?.startsWith('text/html')) continue;
    expect(answer.status(), address).toBe(200);
    found.set(shapeOf(address), address);
    const links = await page
      .locator('a[href^="/"]:not([download])')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')!));
    waiting.push(...links.filter((href) => !/\/(download|print|sheet|file|leave|logout)\b/.test(href)));
  }
  return [...found.values()];
}

const shapeOf = (address: string) =>
  address
    .replace(/\?.*|#.*/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    .replace(/\d+$/, 'n');

/** No finding of axe, in the page's colours of the moment. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const findings = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  expect(findings, page.url()).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }));
  expect(scroll, page.url()).toBeLessThanOrEqual(client);
}
