import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { dataDir, expect, signIn, test, type DemoAccount } from '../support/e2e.ts';
import { choose, expectAccessible, expectNoSidewaysScroll } from '../support/walk.ts';

/** An organisation that no other journey uses: somebody leaves it here for good. */
const ORGANISATION = 'elm.example';
const accountOf = (post: string): DemoAccount => {
  const accounts = JSON.parse(readFileSync(path.join(dataDir(), 'demo-accounts.json'), 'utf8')) as DemoAccount[];
  const account = accounts.find(({ email }) => email === `${post}@${ORGANISATION}`);
  if (!account) throw new Error(`The demonstration has no ${post} there.`);
  return account;
};

/** Opens a colleague's page from the list of people. */
async function openPerson(page: Page, name: string): Promise<string> {
  await page.goto('/people');
  await page.getByRole('link', { name, exact: true }).click();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

test('a supervisor hands a colleague’s cases over, a custodian ends her access, and everybody else goes on', async ({ browser }) => {
  test.setTimeout(240_000);
  const leaver = accountOf('caseworker');
  const supervisor = await (await browser.newContext()).newPage();
  await signIn(supervisor, accountOf('supervisor'));
  await choose(supervisor, 'en');
  const address = await openPerson(supervisor, leaver.name);
  await expect(supervisor.locator('main')).not.toContainText('Vaults');
  await supervisor.getByRole('link', { name: 'Hand over cases' }).click();
  await expect(supervisor.getByRole('heading', { name: 'Hand over cases' })).toBeVisible();
  await supervisor.locator('input[type=checkbox][name^="with-"]').first().check();
  await supervisor.getByRole('button', { name: 'Propose' }).click();
  await supervisor.waitForURL(/with-/);
  await expectAccessible(supervisor);
  await supervisor.setViewportSize({ width: 320, height: 800 });
  await expectNoSidewaysScroll(supervisor);
  await supervisor.getByRole('button', { name: 'Hand over now' }).click();
  await supervisor.waitForURL((url) => url.pathname === address);
  await expect(supervisor.locator('main')).not.toContainText('Hand over cases');

  const custodian = await (await browser.newContext()).newPage();
  await signIn(custodian, accountOf('custodian'));
  await choose(custodian, 'en');
  await openPerson(custodian, leaver.name);
  for (const [link, heading] of [['Change roles', 'Change roles'], ['End her access', 'End her access']] as const) {
    await custodian.goto(address);
    await custodian.getByRole('link', { name: link }).click();
    await expect(custodian.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    await expectAccessible(custodian);
  }
  // Sent without the box: the form says what is missing and nothing happened.
  await custodian.getByRole('button', { name: 'End access now' }).click();
  await expect(custodian.getByRole('alert')).toBeVisible();
  await custodian.getByRole('checkbox').check();
  await custodian.getByRole('button', { name: 'End access now' }).click();
  await custodian.waitForURL((url) => url.pathname === '/keys');
  await expect(custodian.getByText('in order')).toHaveCount(4, { timeout: 60_000 });
  await expect(custodian.locator('main')).toContainText('number 2');
  await expectAccessible(custodian);

  const gone = await (await browser.newContext()).newPage();
  await gone.goto('/login');
  await gone.locator('input[name=email]').fill(leaver.email);
  await gone.locator('input[name=password]').fill(leaver.password);
  await gone.locator('form:has(input[name=password]) button[type=submit]').first().click();
  await expect(gone.getByRole('alert')).toBeVisible();

  // The supervisor held one of those vaults: signed out once, then everything is there.
  await supervisor.goto('/cases');
  expect(new URL(supervisor.url()).pathname).toBe('/login');
  await signIn(supervisor, accountOf('supervisor'));
  const lawyer = await (await browser.newContext()).newPage();
  await signIn(lawyer, accountOf('lawyer'));
  await lawyer.goto('/cases');
  await lawyer.locator('main a[href^="/cases/"]:not([href$="/new"])').first().click();
  await lawyer.waitForURL(/\/cases\/[0-9a-f-]{36}/);
  expect((await lawyer.goto(`${new URL(lawyer.url()).pathname}/identity`))?.status()).toBe(200);
});

test('a custodian makes new keys without JavaScript', async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await signIn(page, accountOf('custodian'));
  await page.goto('/keys/renew');
  const form = page.locator('form:has(input[name=reason])');
  await form.locator('button[type=submit]').click();
  // The browser itself asks for the reason; sent past it, the server does, and keeps what was chosen.
  await form.locator('input[name=reason][value=suspicion]').check();
  await form.locator('input[name=vaults]').last().uncheck();
  await form.locator('button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/keys');
  for (let look = 0; look < 30 && (await page.locator('progress').count()) > 0; look += 1) {
    await page.waitForTimeout(1_000);
    await page.reload();
  }
  await expect(page.locator('progress')).toHaveCount(0);
});
