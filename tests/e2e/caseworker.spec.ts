import type { Page } from '@playwright/test';
import { accountsWith, expect, signIn, test } from '../support/e2e.ts';
import { choose } from '../support/walk.ts';

/** First contact, identity, one consent and one session, as on the first day of a case. */
async function firstDay(page: Page, name: string): Promise<void> {
  await page.goto('/cases/new');
  await page.getByRole('radio').first().check();
  await page.getByLabel('Number or address').fill('000 000 000');
  await page.getByRole('button', { name: 'Open the case' }).click();
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}\/identity/);

  await page.getByLabel('Name and surname').fill(name);
  await page.getByRole('button', { name: 'Save and go on to consents' }).click();
  await page.waitForURL(/\/consents/);

  await page
    .getByRole('link', { name: /^Ask about: / })
    .first()
    .click();
  await page.getByRole('radio', { name: 'Agrees' }).check();
  await page.getByRole('group', { name: 'How it was said' }).getByRole('radio').first().check();
  await page.getByLabel('In which language').selectOption('sq');
  await page.getByRole('button', { name: 'Record this answer' }).click();
  await expect(page.getByText('Agreed').first()).toBeVisible();

  const caseAddress = new URL(page.url()).pathname.match(/\/cases\/[^/]+/)![0];
  await page.goto(`${caseAddress}/sessions/new`);
  await page.getByLabel('What was done').selectOption({ index: 1 });
  await page.getByLabel('Note').fill('Fictional note of the first day.');
  await page.getByRole('button', { name: 'Save the session' }).click();
  await page.waitForURL(/\/sessions(\/[0-9a-f-]{36})?$/);
  await page.goto(caseAddress);
  await expect(page.locator('main')).not.toContainText(name);
}

test('the first day of a case', async ({ signedIn }) => {
  const page = await signedIn('caseworker');
  await choose(page, 'en');
  await firstDay(page, 'Persona Fiktive Script');
});

test('the first day of a case without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, accountsWith('caseworker')[0]!);
  await choose(page, 'en');
  await firstDay(page, 'Persona Fiktive Plain');
  await context.close();
});

test('names stay closed in the list until they are asked for', async ({ signedIn }) => {
  const page = await signedIn('caseworker');
  await choose(page, 'en');
  await page.goto('/cases');
  await expect(page.locator('main')).not.toContainText('Persona Fiktive');
  await page.getByRole('button', { name: 'Show names on this page' }).click();
  await expect(page.getByText('Persona Fiktive').first()).toBeVisible();
});

test('what was done before is not said beside what is wrong now', async ({ signedIn }) => {
  const page = await signedIn('caseworker');
  await choose(page, 'en');
  await page.goto('/cases');
  const address = await page.locator('main a[href^="/cases/"]:not([href$="/new"])').first().getAttribute('href');
  await page.goto(`${address}/tasks`);
  const said = page.locator('[data-said]');
  await page.getByLabel('What is to be done').selectOption('follow_up');
  await page.getByRole('button', { name: 'Add the task' }).click();
  await expect(said).toBeVisible();
  await page.getByLabel('What is to be done').selectOption('');
  await page.getByRole('button', { name: 'Add the task' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(said).toBeHidden();
});

test('another organisation’s case is not there', async ({ signedIn, browser }) => {
  const page = await signedIn('caseworker');
  await page.goto('/cases');
  const address = await page.locator('main a[href^="/cases/"]:not([href$="/new"])').first().getAttribute('href');
  const other = accountsWith('caseworker').find(
    ({ organisation }) => organisation !== accountsWith('caseworker')[0]!.organisation,
  )!;
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await signIn(stranger, other);
  const [hidden, absent] = [
    await stranger.goto(address!),
    await stranger.goto('/cases/00000000-0000-4000-8000-000000000000'),
  ];
  expect([hidden?.status(), absent?.status()]).toEqual([404, 404]);
  await context.close();
});

test('signing in with the keyboard alone', async ({ page }) => {
  const account = accountsWith('caseworker')[0]!;
  await page.goto('/login');
  const reach = async (selector: string) => {
    for (let presses = 0; presses < 25; presses += 1) {
      if (
        await page
          .locator(selector)
          .first()
          .evaluate((element) => element === document.activeElement)
      )
        return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${selector}.`);
  };
  await reach('input[name=email]');
  await page.keyboard.type(account.email);
  await reach('input[name=password]');
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/login');
});
