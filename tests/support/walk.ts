import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './e2e.ts';

export const LANGUAGES = ['sq', 'sr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Everything the browser complains about on this page from now on: script errors and refusals of the content policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()} ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()} ${message.text()}`);
  });
  return complaints;
}

/** Chooses a language as a person does, with the button in the header. */
export async function choose(page: Page, language: Language): Promise<void> {
  await page.locator(`button[name=language][value=${language}]`).first().click();
  await expect(page.locator('html'), page.url()).toHaveAttribute('lang', new RegExp(`^${language}`));
}

/** The next pages of this browser come in another language: what the button in the header leaves behind. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.context().addCookies([{ name: 'linden_language', value: language, url: new URL(page.url()).origin }]);
}

/** Every kind of page as app/routes has it, `*` for what differs: `/cases/*`, `/cases/new`. Downloads have no page. */
export const PAGE_KINDS: readonly string[] = readdirSync('app/routes')
  .filter((folder) => {
    const file = path.join('app/routes', folder, 'route.tsx');
    return existsSync(file) && /^export default/m.test(readFileSync(file, 'utf8'));
  })
  .map((folder) => folder.split('.').filter((part) => !part.startsWith('_')))
  .filter((parts) => parts.length > 0)
  .map((parts) => `/${parts.map((part) => (part.startsWith('$') ? '*' : part)).join('/')}`);

/** The kind that an address is of; null for one without a page. */
export function kindOf(address: string): string | null {
  const parts = address.replace(/[?#].*/, '').split('/');
  const fits = PAGE_KINDS.map((kind) => kind.split('/'))
    .filter((kind) => kind.length === parts.length)
    .filter((kind) => kind.every((part, place) => part === '*' || part === parts[place]));
  const unknown = (kind: readonly string[]) => kind.filter((part) => part === '*').length;
  return fits.sort((a, b) => unknown(a) - unknown(b))[0]?.join('/') ?? null;
}

export interface Found {
  kind: string;
  address: string;
  /** what it is made of; pages of one kind that are built alike differ in what they say only */
  build: string;
}

const INSTANCES = 6;
/** Of what other pages hang on, such as `/cases/*`, as long as a kind that must be found has not been. */
const HUBS = 40;
const VARIANTS = 3;

/**
 * The pages that links lead to from these addresses, read as they come from the server. Of each kind up to six are opened and
 * those kept that are not built alike (other headings, fields or buttons), at most three; more cases and files are looked into
 * while one of the `wanted` kinds was not met. A link that leads to an error throws.
 */
export async function pagesFrom(
  page: Page,
  starts: readonly string[],
  wanted: readonly string[] = [],
): Promise<Found[]> {
  const found: Found[] = [];
  const opened = new Map<string, number>();
  const builds = new Map<string, Set<string>>();
  const waiting = starts.map((address) => ({ address, from: 'the start' }));
  const known = new Set(starts);
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { address, from } = next;
    const kind = kindOf(address);
    if (!kind) continue;
    const before = opened.get(kind) ?? 0;
    const misses = /^\/\w+\/\*$/.test(kind) && wanted.some((each) => !opened.has(each));
    if (before >= (misses ? HUBS : INSTANCES)) continue;
    opened.set(kind, before + 1);
    const answer = await page.request.get(address);
    expect(answer.status(), `${address}, linked on ${from}`).toBe(200);
    const html = await answer.text();
    const seen = builds.get(kind) ?? new Set();
    builds.set(kind, seen);
    const build = buildOf(html);
    if (!seen.has(build) && seen.size < VARIANTS) found.push({ kind, address, build });
    seen.add(build);
    for (const [, link] of html.matchAll(/<a [^>]*?href="(\/[^"]*)"/g)) {
      // Without the place on the page: going there from the same page would load nothing.
      const to = link!.replaceAll('&amp;', '&').replace(/#.*$/, '');
      if (!known.has(to)) waiting.push({ address: to, from: address });
      known.add(to);
    }
  }
  return found;
}

/** What a page is made of, without what it says about one person or day. */
function buildOf(html: string): string {
  const headings = [...html.matchAll(/<(?:h[2-6]|dt|th|legend)[ >].*?<\/(?:h[2-6]|dt|th|legend)>/gs)].map(([tag]) =>
    tag.replace(/<[^>]*>|\d+|\b[A-Z]-[A-Z0-9]{4,}/g, ''),
  );
  const fields = [...html.matchAll(/<(?:input|select|textarea|button)[^>]* name="([a-z_.]+)/gi)].map(
    ([, name]) => name,
  );
  return [...new Set([...headings, ...fields])].sort().join('|');
}

/** WCAG 2.2 A and AA, and what axe calls good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
/** The rules whose answer depends on colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** No finding of axe, in the page's colours of the moment. `colours`: only the rules that ask about them. */
export async function expectAccessible(page: Page, only?: 'colours'): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations, passes } = await (only ? axe.withRules(COLOUR_RULES) : axe.withTags(RULES)).analyze();
  const findings = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  expect(findings, page.url()).toEqual([]);
  expect(passes.length, `${page.url()}: axe looked at nothing`).toBeGreaterThan(0);
}

/** The page is no wider than the window, and no box cuts off or scrolls away a part of its text. */
export async function expectFits(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const cuts = (element: Element) => getComputedStyle(element).overflowX !== 'visible';
    const boxes = [...document.querySelectorAll('main *, header *, footer *')].filter(
      (element) => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1 && cuts(element),
    );
    return [document.documentElement, ...boxes.filter((box) => !box.matches('input, select, textarea, .sr-only'))]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.tagName} ${element.className}: ${element.scrollWidth} in ${element.clientWidth}`);
  });
  expect(tooWide, `${page.url()} at ${page.viewportSize()?.width}`).toEqual([]);
}

/** A title that says nothing to somebody who looks over a shoulder, one first heading, and no key where a text should be. */
export async function expectWorded(page: Page, language: Language): Promise<void> {
  await expect(page.locator('html'), page.url()).toHaveAttribute('lang', new RegExp(`^${language}`));
  await expect(page.locator('h1')).toHaveCount(1);
  expect(await page.title()).toMatch(/^Linden( – ([a-z]+|[KP]-[A-Z0-9]+))?$/);
  const keys = await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const shown: string[] = [];
    while (texts.nextNode()) shown.push(texts.currentNode.textContent?.trim() ?? '');
    return shown.filter((text) => /^([a-z]+:)?[a-z]\w*(\.\w+)+$/.test(text));
  });
  expect(keys, `${page.url()}: keys where texts should be`).toEqual([]);
}
