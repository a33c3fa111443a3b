import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { addAuthenticator } from '../support/authenticator.ts';
import { accountsWith, expect, test, type DemoAccount } from '../support/e2e.ts';
import { choose, complaintsOf, expectAccessible, expectFits } from '../support/walk.ts';

/** Accounts that no other test signs in with: a second step stays for good. */
const lastOf = (role: string) => accountsWith(role).at(-1)!;

async function password(page: Page, { email, password }: DemoAccount): Promise<void> {
  await page.goto('/login');
  // Pressed, so that it is hers from then on.
  await choose(page, 'en');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('form:has(input[name=password]) button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/login');
}

const path = (page: Page) => new URL(page.url()).pathname;

/** The code of an app that was given this key; `steps` half minutes later. */
const codeOf = (typed: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(typed.replace(/\s/g, '')) }).generate({
    timestamp: Date.now() + steps * 30_000,
  });

test('a passkey: made, signed in with, confirmed with; without its owner’s finger it opens nothing', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const account = lastOf('custodian');
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const authenticator = await addAuthenticator(page);

  await password(page, account);
  await page.goto('/account/factors');
  await page.getByRole('link', { name: 'Add a passkey' }).click();
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Passkey', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove' })).toHaveCount(0);
  const [made] = await authenticator.credentials();
  expect(made).toMatchObject({ isResidentCredential: true, rpId: new URL(page.url()).hostname });

  await context.clearCookies();
  await password(page, account);
  expect(path(page)).toBe('/second-step');
  await page.goto('/people');
  expect(path(page)).toBe('/second-step');

  await authenticator.setVerified(false);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(page.getByRole('status')).toContainText('did not work');
  await authenticator.setVerified(true);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await page.waitForURL((url) => url.pathname === '/people');

  await page.goto('/confirm?to=/account/factors');
  await expectAccessible(page);
  const before = (await context.cookies()).map(({ value }) => value).join();
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await page.waitForURL((url) => url.pathname === '/account/factors');
  expect((await context.cookies()).map(({ value }) => value).join()).not.toBe(before);

  expect(complaints).toEqual([]);

  // An authenticator that counts less than before is a copy.
  await authenticator.setSignCount(1);
  await page.goto('/confirm?to=/account');
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(page.getByRole('status')).toContainText('was not accepted');
  expect(path(page)).toBe('/confirm');
  await context.close();
});

test('an app: scanned without a script, signed in with once per code, removed only when another remains', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const account = lastOf('counsellor');
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await password(page, account);
  await page.goto('/account/factors/app');
  await expect(page.locator('svg[role=img] path')).toHaveAttribute('d', /^M4 4h7v1h-7z/);
  await page.locator('ol summary').click();
  const typed = (await page.locator('p.font-mono').textContent())!;

  await page.locator('input[name=code]').fill('000000');
  await page.locator('form:has(input[name=code]) button').click();
  await expect(page.getByRole('alert')).toContainText('This code does not fit');
  expect(await page.locator('p.font-mono').textContent()).toBe(typed);
  const first = codeOf(typed);
  await page.locator('input[name=code]').fill(first);
  await page.locator('form:has(input[name=code]) button').click();
  await page.waitForURL((url) => url.pathname === '/account/factors');

  await context.clearCookies();
  await password(page, account);
  expect(path(page)).toBe('/second-step');
  await page.locator('input[name=code]').fill(first);
  await page.locator('form:has(input[name=code]) button').click();
  await expect(page.getByRole('alert')).toContainText('works once');
  await page.locator('input[name=code]').fill(codeOf(typed, 1));
  await page.locator('form:has(input[name=code]) button').click();
  await page.waitForURL((url) => url.pathname === '/cases');

  await page.goto('/account/factors');
  await expect(page.getByText('Add another one, on another device')).toBeVisible();
  await expect(page.locator('button[name=factorId]')).toHaveCount(0);
  await context.close();
});

test('where I am signed in: the other place ends, this one stays', async ({ browser }) => {
  const account = lastOf('legal_officer');
  const here = await (await browser.newContext()).newPage();
  const there = await (await browser.newContext()).newPage();
  await password(there, account);
  await password(here, account);
  await here.goto('/account/sessions');
  await expect(here.getByText('here', { exact: true })).toHaveCount(1);
  await expect(here.getByRole('row').filter({ hasText: 'Chrome, Linux' }).first()).toBeVisible();
  await here.getByText('End all others', { exact: true }).click();
  await here.getByRole('button', { name: 'End all others now' }).click();
  await expect(here.getByRole('button', { name: 'End it' })).toHaveCount(0);
  await there.goto('/account');
  expect(path(there)).toBe('/login');
  await here.goto('/account');
  expect(path(here)).toBe('/account');
  await here.context().close();
  await there.context().close();
});

test('the pages stand in three languages, on a narrow screen and in the dark', async ({ browser }) => {
  test.setTimeout(600_000);
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await password(page, lastOf('auditor'));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const address of [
      '/account',
      '/account/factors',
      '/account/factors/app',
      '/account/factors/passkey',
      '/account/sessions',
      '/account/password',
      '/confirm',
    ]) {
      await page.goto(address);
      await expectAccessible(page);
      await expectFits(page);
    }
  }
  for (const language of ['sq', 'sr', 'en'] as const) {
    await page.goto('/account/factors');
    await choose(page, language);
    await expectFits(page);
  }
  expect(complaints).toEqual([]);
  await context.close();
});
