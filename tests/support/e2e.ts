import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';

export { expect };

export type DemoAccount = {
  organisation: string;
  organisationKind: 'cso' | 'commission' | 'funder' | 'host';
  name: string;
  email: string;
  password: string;
  roles: string[];
};

/** The data directory of the Linden under test. */
export function dataDir(): string {
  const folder = process.env.LINDEN_E2E_DATA_DIR;
  if (!folder) throw new Error('LINDEN_E2E_DATA_DIR is set by playwright.config.ts.');
  return folder;
}

/** The demonstration's accounts with a role, in the order of the file. */
export function accountsWith(role: string): DemoAccount[] {
  const accounts = JSON.parse(readFileSync(path.join(dataDir(), 'demo-accounts.json'), 'utf8')) as DemoAccount[];
  return accounts.filter((account) => account.roles.includes(role));
}

export async function signIn(page: Page, account: DemoAccount): Promise<void> {
  await page.goto('/login');
  await page.locator('input[name=email]').fill(account.email);
  await page.locator('input[name=password]').fill(account.password);
  await page.locator('form:has(input[name=password]) button[type=submit]').first().click();
  await page.waitForURL((url) => url.pathname !== '/login');
}

interface Which {
  /** the second account with the role, and so on */
  nth?: number;
  /** `false`: a browser without JavaScript */
  scripts?: boolean;
}

/** `signedIn(role)` gives a page of its own browser context, signed in as the first account with that role. */
export const test = base.extend<{ signedIn: (role: string, which?: Which) => Promise<Page> }>({
  signedIn: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async (role, { nth = 0, scripts = true } = {}) => {
      const account = accountsWith(role)[nth];
      if (!account) throw new Error(`The demonstration has no ${role} number ${nth + 1}.`);
      const context = await browser.newContext({ javaScriptEnabled: scripts });
      const page = await context.newPage();
      pages.push(page);
      await signIn(page, account);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});
