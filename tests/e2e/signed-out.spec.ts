import type { Page } from '@playwright/test';
import { accountsWith, expect, signIn, test } from '../support/e2e.ts';
import { speak } from '../support/walk.ts';

/** A session may end while somebody writes: what she typed is held, and nothing on the page says otherwise. */
test.describe.configure({ timeout: Number(process.env.SLOW ?? 120_000) });

const WORDS = 'Fictional words that met no session.';
const note = (page: Page) => page.getByLabel('Note');
const save = (page: Page) => page.getByRole('button', { name: 'Save the session' });

async function newSession(page: Page): Promise<string> {
  await page.goto('/cases');
  const theCase = await page.locator('main a[href^="/cases/"]:not([href$="/new"])').first().getAttribute('href');
  await page.goto(`${theCase}/sessions/new`);
  return new URL(page.url()).pathname;
}

/** As when a session ends by itself, or from another device: no page of this browser is told. Answers a page at the sign-in. */
async function signOutElsewhere(page: Page): Promise<Page> {
  const answer = await page.request.post('/logout', {
    headers: { Origin: new URL(page.url()).origin },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  const other = await page.context().newPage();
  await other.goto('/login');
  return other;
}

const comeBack = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus')));

test('a form that is sent after signing out elsewhere is held, and goes after signing in there', async ({
  signedIn,
}) => {
  const page = await signedIn('caseworker');
  await speak(page, 'en');
  const address = await newSession(page);
  await page.getByLabel('What was done').selectOption({ index: 1 });
  const other = await signOutElsewhere(page);
  await note(page).fill(WORDS);
  const line = page.locator('form [role=status]');
  await expect(line).toContainText('You are signed out.', { timeout: 15_000 });
  await expect(line.getByRole('link', { name: 'Sign in' })).toHaveAttribute('target', '_blank');
  await save(page).click();
  const held = page.getByRole('alert');
  await expect(held).toContainText('You are signed out: nothing was sent');
  await expect(held).toBeFocused();
  expect(new URL(page.url()).pathname).toBe(address);
  await expect(note(page)).toHaveValue(WORDS);

  await signIn(other, accountsWith('caseworker')[0]!);
  await comeBack(page);
  await expect(held).toContainText('You are signed in again');
  await expect(line).toContainText('Kept as a draft.', { timeout: 15_000 });
  await save(page).click();
  await page.waitForURL(/\/sessions(\/[0-9a-f-]{36})?$/);
});

test('a form is never sent in the name of who signed in meanwhile', async ({ signedIn }) => {
  const page = await signedIn('caseworker', { nth: 1 });
  await speak(page, 'en');
  await newSession(page);
  await page.getByLabel('What was done').selectOption({ index: 1 });
  await signIn(await signOutElsewhere(page), accountsWith('caseworker')[0]!);
  await note(page).fill(WORDS);
  await expect(page.locator('form [role=status]')).toContainText('Somebody else has signed in', { timeout: 15_000 });
  await save(page).click();
  await expect(page.getByRole('alert')).toContainText('Somebody else is signed in: nothing was sent');
  await expect(note(page)).toHaveValue(WORDS);
});

test('without scripts a form that meets no session goes along through the sign-in', async ({ signedIn }) => {
  const page = await signedIn('caseworker', { scripts: false });
  await speak(page, 'en');
  const address = await newSession(page);
  await expect(page.getByText('is kept as you write')).toHaveCount(0);
  await page.getByLabel('What was done').selectOption({ index: 2 });
  await note(page).fill(WORDS);
  await signOutElsewhere(page);
  await save(page).click();
  expect(new URL(page.url()).pathname).toBe('/login');
  await expect(page.getByText('Not saved yet: you were signed out')).toBeVisible();
  // Who sits down at the desk next reads nothing of it in the page.
  expect(await page.content()).not.toContain(WORDS);
  const account = accountsWith('caseworker')[0]!;
  for (const password of ['not her password', account.password]) {
    await page.locator('input[name=email]').fill(account.email);
    await page.locator('input[name=password]').fill(password);
    await page.locator('form:has(input[name=password]) button[type=submit]').click();
  }
  expect(new URL(page.url()).pathname).toBe(address);
  await expect(page.getByText('Your draft is back')).toBeVisible();
  await expect(note(page)).toHaveValue(WORDS);
  await expect(page.getByLabel('What was done')).not.toHaveValue('');
  await save(page).click();
  await expect(page).toHaveURL(/\/sessions(\/[0-9a-f-]{36})?$/);
});

for (const way of ['Esc three times', 'the button', 'signing out'] as const) {
  test(`${way} loses nothing of the last words`, async ({ signedIn }) => {
    const page = await signedIn('caseworker', { nth: 2 });
    await speak(page, 'en');
    await page.route(/wikipedia\.org/, (route) => route.fulfill({ body: 'Elsewhere' }));
    const address = await newSession(page);
    // Said once the page's scripts run; what was typed before them is sent by nothing but the form itself.
    await expect(page.getByText('press Esc three times')).toBeVisible();
    const words = `Fictional last words, ${way}.`;
    await note(page).fill(words);
    if (way === 'Esc three times') for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape');
    else if (way === 'the button') await page.getByRole('button', { name: 'Leave' }).click();
    else await page.locator('form[action="/logout"] button >> visible=true').click();
    await page.waitForURL(way === 'signing out' ? /\/login/ : /wikipedia\.org/);
    await signIn(page, accountsWith('caseworker')[2]!);
    await speak(page, 'en');
    await page.goto(address);
    await expect(note(page)).toHaveValue(words);
  });
}

for (const way of ['the button', 'signing out'] as const) {
  test(`${way} empties every other page of this browser`, async ({ signedIn }) => {
    const page = await signedIn('caseworker', { nth: 1 });
    await speak(page, 'en');
    const others = [await page.context().newPage(), await page.context().newPage()];
    for (const each of [page, ...others]) {
      await each.route(/wikipedia\.org/, (route) => route.fulfill({ body: 'Elsewhere' }));
      await each.goto('/cases');
      await expect(each.getByText('press Esc three times')).toBeVisible();
    }
    if (way === 'the button') await page.getByRole('button', { name: 'Leave' }).click();
    else await page.locator('form[action="/logout"] button >> visible=true').click();
    for (const other of others) {
      await other.waitForURL(way === 'signing out' ? /\/locked/ : /wikipedia\.org/);
      await expect(other.getByText(/K-[0-9A-Z]{6}/)).toHaveCount(0);
      // Going back shows nothing either: that page was replaced, and the session is over.
      await other.goto('/cases');
      await expect(other).toHaveURL(/\/login/);
    }
  });
}

test('a page with words that nobody has yet is covered and keeps them, when another one signs out', async ({ signedIn }) => {
  const page = await signedIn('caseworker', { nth: 1 });
  await speak(page, 'en');
  const other = await page.context().newPage();
  await page.goto('/cases');
  await expect(page.getByText('press Esc three times')).toBeVisible();
  const address = await newSession(other);
  await expect(other.getByText('press Esc three times')).toBeVisible();
  // The line to the server is cut, as on a bad road.
  await other.route('**/drafts', (route) => route.abort());
  await note(other).fill('Fictional words that are nowhere else.');
  await page.locator('form[action="/logout"] button >> visible=true').click();
  await page.waitForURL(/\/login/);
  await expect(other.locator('html')).toHaveClass(/is-away/);
  await expect(other).toHaveURL(address);
  await expect(note(other)).toHaveValue('Fictional words that are nowhere else.');
});

test('another language, pressed in the middle of a word, brings the words along', async ({ signedIn }) => {
  const page = await signedIn('caseworker', { nth: 1 });
  await speak(page, 'en');
  const address = await newSession(page);
  await expect(page.getByText('press Esc three times')).toBeVisible();
  await note(page).fill('Fictional words in two languages.');
  await page.locator('button[name=language][value=sq]').first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', /^sq/);
  expect(new URL(page.url()).pathname).toBe(address);
  await expect(page.locator('textarea[name=note]')).toHaveValue('Fictional words in two languages.');
  await page.locator('button[name=language][value=en]').first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
});

test('who goes on within a few seconds finds her words again, and who saved them does not', async ({ signedIn }) => {
  const page = await signedIn('caseworker');
  await speak(page, 'en');
  const address = await newSession(page);
  await note(page).fill(WORDS);
  const sent = page.waitForRequest((request) => request.url().endsWith('/drafts'), { timeout: 3_000 });
  await page.getByRole('link', { name: 'Tasks' }).first().click();
  await (await sent).response();
  await page.waitForURL(/\/tasks$/);
  await page.goto(address);
  await expect(note(page)).toHaveValue(WORDS);
  await page.getByLabel('What was done').selectOption({ index: 1 });
  await note(page).fill(`${WORDS} More of them.`);
  await save(page).click();
  await page.waitForURL(/\/sessions(\/[0-9a-f-]{36})?$/);
  await page.waitForTimeout(5_000);
  await page.goto(address);
  await expect(note(page)).toHaveValue('');
});

test('what is typed before the scripts of the page run is kept too, also over a draft', async ({ signedIn }) => {
  const page = await signedIn('caseworker', { nth: 1 });
  await speak(page, 'en');
  const address = await newSession(page);
  await page.route('**/assets/*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await page.goto(address, { waitUntil: 'commit' });
  const words = `Fictional early words, ${Date.now()}.`;
  await note(page).fill(words);
  await expect(page.locator('form [role=status]')).toContainText('Kept as a draft.', { timeout: 20_000 });
  // Once more, over a draft that came back with the page.
  await page.goto(address, { waitUntil: 'commit' });
  await note(page).fill(`${words} More of them.`);
  await expect(page.locator('form [role=status]')).toContainText('Kept as a draft.', { timeout: 20_000 });
  await expect(note(page)).toHaveValue(`${words} More of them.`);
});

test('the keyboard stands at the errors, and after saving at the heading', async ({ signedIn }) => {
  const page = await signedIn('caseworker');
  await speak(page, 'en');
  await newSession(page);
  await note(page).fill('Fictional.');
  await page.getByLabel('What was done').selectOption('');
  await save(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeFocused();
  await page.getByLabel('What was done').selectOption({ index: 1 });
  await save(page).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sessions(\/[0-9a-f-]{36})?$/);
  await expect(page.locator('main h1')).toBeFocused();
});

test('without scripts the browser stands at the errors', async ({ signedIn }) => {
  const page = await signedIn('caseworker', { scripts: false });
  await speak(page, 'en');
  await newSession(page);
  await page.locator('form[data-keep-draft]').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await page.getByLabel('What was done').selectOption('');
  await save(page).click();
  await expect(page.getByRole('alert')).toBeFocused();
});

test('a page that is not there keeps the menu of who is signed in, and shows none to others', async ({
  signedIn,
  page: stranger,
}) => {
  const page = await signedIn('caseworker');
  await speak(page, 'en');
  const menu = (there: Page) => there.getByRole('navigation', { name: 'Main navigation' });
  for (const address of ['/cases/00000000-0000-4000-8000-000000000000', '/nothing-here', '/settings']) {
    expect((await page.goto(address))?.status(), address).toBeGreaterThanOrEqual(403);
    await expect(menu(page).getByRole('link', { name: 'Cases' }), address).toBeVisible();
  }
  expect((await stranger.goto('/nothing-here'))?.status()).toBe(404);
  await expect(stranger.locator('h1')).toBeVisible();
  await expect(stranger.getByRole('navigation', { name: 'Main navigation' })).toHaveCount(0);
});

test('what is needed to hand an application in is not said to be free to leave out', async ({ signedIn }) => {
  const page = await signedIn('legal_officer');
  await speak(page, 'en');
  await page.goto('/cases');
  const cases = await page
    .locator('main a[href^="/cases/"]:not([href$="/new"])')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  let theCase = '';
  for (const address of cases) {
    await page.goto(`${address}/application/1`);
    // Where something can be written still.
    if ((await page.locator('form[data-keep-draft]').count()) === 0) continue;
    theCase = address;
    break;
  }
  for (const [section, free] of [
    [1, 0],
    [2, 0],
    [4, 1],
  ] as const) {
    await page.goto(`${theCase}/application/${section}`);
    await expect(page.locator('label', { hasText: 'may stay empty' })).toHaveCount(free);
    await expect(page.getByText('Needed to hand it in.')).toHaveCount(1 - free);
  }
});
