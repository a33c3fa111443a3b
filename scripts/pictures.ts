/**
 * `npm run pictures`: takes the pictures of the README from a demonstration that runs, where `npm start` serves it
 * (LINDEN_ORIGIN, LINDEN_DATA_DIR as there). Only made-up data is ever on them: another Linden has no demo accounts.
 */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from './test/chromium.mjs';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'docs/pictures');
const origin = process.env.LINDEN_ORIGIN ?? `http://localhost:${process.env.PORT ?? 3000}`;
const dataDir = process.env.LINDEN_DATA_DIR ?? path.join(root, 'data');
const MOST_BYTES = 120_000;

interface Picture {
  name: string;
  /** whose page it is: the account before the @, and its organisation */
  account: string;
  address: string;
  /** the links to follow from there: the first that fits each */
  follow?: RegExp[];
  phone?: boolean;
  dark?: boolean;
}

const CASE = /^\/cases\/[0-9a-f-]{36}$/;
const FILE = /^\/files\/[0-9a-f-]{36}$/;
const PICTURES: readonly Picture[] = [
  { name: 'cases', account: 'caseworker@oak', address: '/cases' },
  { name: 'case', account: 'lawyer@oak', address: '/cases', follow: [CASE] },
  { name: 'consents', account: 'caseworker@oak', address: '/cases', follow: [CASE, /\/consents$/], phone: true },
  { name: 'first-contact', account: 'caseworker@oak', address: '/cases/new', phone: true, dark: true },
  { name: 'application', account: 'lawyer@oak', address: '/cases', follow: [CASE, /\/application$/] },
  { name: 'file', account: 'reviewer@commission', address: '/files', follow: [FILE, /\/notes$/] },
  { name: 'figures', account: 'analyst@undp', address: '/figures' },
  { name: 'log', account: 'auditor@oak', address: '/audit', dark: true },
];

async function signIn(page: Page, account: string): Promise<void> {
  const file = path.join(dataDir, 'demo-accounts.json');
  const accounts = JSON.parse(readFileSync(file, 'utf8')) as { email: string; password: string }[];
  const one = accounts.find(({ email }) => email === `${account}.example`);
  if (!one) throw new Error(`${file} has no ${account}.example.`);
  await page.goto('/login');
  await page.locator('input[name=email]').fill(one.email);
  await page.locator('input[name=password]').fill(one.password);
  await page.locator('form:has(input[name=password]) button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/login');
}

async function follow(page: Page, link: RegExp): Promise<void> {
  const links = await page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  const address = links.find((one) => link.test(one));
  if (!address) throw new Error(`${page.url()} has no link like ${link}.`);
  await page.goto(address);
}

const browser = await chromium.launch({
  executablePath: findChromium(root),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
mkdirSync(folder, { recursive: true });
try {
  for (const { name, account, address, follow: links = [], phone, dark } of PICTURES) {
    const context = await browser.newContext({
      baseURL: origin,
      viewport: phone ? { width: 360, height: 680 } : { width: 1120, height: 700 },
      colorScheme: dark ? 'dark' : 'light',
      timezoneId: 'Europe/Belgrade',
    });
    const page = await context.newPage();
    await signIn(page, account);
    // After it: signing in brings the member's own language.
    await context.addCookies([{ name: 'linden_language', value: 'en', url: origin }]);
    await page.goto(address);
    for (const link of links) await follow(page, link);
    await page.evaluate(() => document.fonts.ready);
    const file = path.join(folder, `${name}.png`);
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    const { size } = statSync(file);
    if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes; the README takes ${MOST_BYTES}.`);
    process.stdout.write(`${path.relative(root, file)}  ${Math.round(size / 1000)} kB\n`);
    await context.close();
  }
} finally {
  await browser.close();
}
