import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e.ts';
import { speak } from '../support/walk.ts';

/** "Kept as a draft" is a promise: what was typed is there when the page is opened again. */
test.describe.configure({ timeout: Number(process.env.SLOW ?? 120_000) });

/** Other ones in every run: words that are back already are nothing new to keep. */
const WORDS = `Fictional words that were not saved yet, ${Date.now()}.`;
const FORM = 'form[data-keep-draft]';

/** The last box of the page's form that takes words. */
const box = (page: Page) => page.locator(FORM).locator('textarea, input[type=text], input:not([type])').last();

async function typeAndComeBack(page: Page, address: string): Promise<void> {
  expect((await page.goto(address))?.status(), address).toBe(200);
  await box(page).fill(WORDS);
  await expect(page.locator(FORM).getByText('Kept as a draft.'), address).toBeVisible({ timeout: 15_000 });
  await page.goto('/account');
  await page.goto(address);
  await expect(box(page), address).toHaveValue(WORDS);
  await expect(page.getByText('Your draft is back'), address).toBeVisible();
}

async function firstCase(page: Page): Promise<string> {
  await page.goto('/cases');
  return (await page.locator('main a[href^="/cases/"]:not([href$="/new"])').first().getAttribute('href'))!;
}

/** The first file of the register whose page of this name opens. */
async function fileWith(page: Page, part: string): Promise<string> {
  await page.goto('/files');
  const links = await page
    .locator('main a[href^="/files/"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
  for (const link of links) {
    const status = (await page.goto(`${link}${part}`))?.status();
    if (status === 200 && (await page.locator(FORM).count()) > 0) return `${link}${part}`;
  }
  throw new Error(`No file of the demonstration has ${part} open.`);
}

test('what a caseworker typed comes back on every form that says so', async ({ signedIn }) => {
  const page = await signedIn('caseworker');
  await speak(page, 'en');
  const theCase = await firstCase(page);
  for (const part of ['/identity', '/sessions/new', '/tasks']) await typeAndComeBack(page, `${theCase}${part}`);
  await page.goto(`${theCase}/consents`);
  const row = await page
    .getByRole('link', { name: /^Ask about: / })
    .first()
    .getAttribute('href');
  await typeAndComeBack(page, row!);
  await typeAndComeBack(page, '/cases/new');
});

test('what a counsellor typed of a group comes back', async ({ signedIn }) => {
  const page = await signedIn('counsellor');
  await speak(page, 'en');
  await page.goto('/groups/new');
  await page.locator('main input[type=checkbox]').first().check();
  await page.getByRole('button', { name: 'Go on with those ticked' }).click();
  await expect(page.getByRole('heading', { name: 'Record a group session' })).toBeVisible();
  const { pathname, search } = new URL(page.url());
  await typeAndComeBack(page, `${pathname}${search}`);
});

test('whom a draft has ticked is said to come from it, and she can begin without it', async ({ signedIn }) => {
  const page = await signedIn('counsellor', { nth: 1 });
  await speak(page, 'en');
  await page.goto('/groups/new');
  await page.locator('main input[type=checkbox]').first().check();
  await page.getByRole('button', { name: 'Go on with those ticked' }).click();
  await expect(page.getByRole('heading', { name: 'Record a group session' })).toBeVisible();
  const { pathname, search } = new URL(page.url());
  await typeAndComeBack(page, `${pathname}${search}`);
  await page.goto('/groups/new');
  await expect(page.getByText('Your draft is back')).toBeVisible();
  await expect(page.getByText('The codes ticked below come from it.')).toBeVisible();
  await expect(page.locator('main input[type=checkbox]:checked')).toHaveCount(1);
  await page.getByText('Start without this draft').click();
  await page.getByRole('button', { name: 'Yes, delete the draft' }).click();
  await expect(page.getByText('Your draft is back')).toHaveCount(0);
  await expect(page.locator('main input[type=checkbox]:checked')).toHaveCount(0);

  // On the form itself, with words typed since: they do not come back with the page that goes.
  await typeAndComeBack(page, `${pathname}${search}`);
  await box(page).fill(`${WORDS} And more.`);
  await page.getByText('Start without this draft').click();
  await page.getByRole('button', { name: 'Yes, delete the draft' }).click();
  await expect(page.getByText('Your draft is back')).toHaveCount(0);
  await expect(box(page)).toHaveValue('');
  await page.reload();
  await expect(box(page)).toHaveValue('');
});

test('what the commission typed comes back', async ({ signedIn }) => {
  const reviewer = await signedIn('reviewer');
  await speak(reviewer, 'en');
  await typeAndComeBack(reviewer, await fileWith(reviewer, '/notes'));
  const secretary = await signedIn('secretary');
  await speak(secretary, 'en');
  await typeAndComeBack(secretary, await fileWith(secretary, '/request'));
});

test('a box that was unticked stays unticked in the draft', async ({ signedIn }) => {
  const page = await signedIn('caseworker', { nth: 1 });
  await speak(page, 'en');
  await page.goto(`${await firstCase(page)}/consents`);
  await page
    .getByRole('link', { name: /^Ask about: / })
    .first()
    .click();
  const ticked = page.locator(`${FORM} input[type=checkbox]:checked`);
  await expect(ticked.first()).toBeVisible();
  const name = await ticked.first().getAttribute('value');
  await ticked.first().uncheck();
  await expect(page.locator(FORM).getByText('Kept as a draft.')).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await expect(page.locator(`${FORM} input[type=checkbox][value="${name}"]`)).not.toBeChecked();
});

test('the statement of a lone writer is kept again and again', async ({ signedIn }) => {
  const page = await signedIn('legal_officer');
  await speak(page, 'en');
  await page.goto('/cases/new');
  await page.getByRole('radio', { name: 'Phone' }).check();
  await page.getByRole('button', { name: 'Open the case' }).click();
  await page.waitForURL(/\/identity/);
  const theCase = new URL(page.url()).pathname.replace('/identity', '');
  await page.goto(`${theCase}/statement`);
  await page.getByLabel('Language in which she tells it').selectOption('sq');
  await page.getByRole('button', { name: 'Begin the statement' }).click();
  const text = page.getByLabel('What she tells');
  const kept = () =>
    page.waitForResponse((response) => response.url().endsWith('/statement/keep'), { timeout: 15_000 });
  for (const sentence of ['Fictional one.', ' Fictional two.', ' Fictional three.']) {
    const answer = kept();
    await text.press('End');
    await text.pressSequentially(sentence);
    expect((await answer).status()).toBe(200);
  }
  await expect(page.getByText('Kept.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Save as a version' }).click();
  await expect(page.getByText('Two people wrote at the same time')).toBeHidden();
  await page.goto(`${theCase}/statement`);
  await expect(text).toHaveValue(/Fictional one\.[^]*Fictional three\./);
});

test('after an error the first press of the button counts', async ({ signedIn }) => {
  const page = await signedIn('caseworker');
  await speak(page, 'en');
  await page.goto(`${await firstCase(page)}/sessions/new`);
  const send = page.getByRole('button', { name: 'Save the session' });
  const done = page.getByLabel('What was done');
  const note = page.getByLabel('Note');
  await note.fill('Fictional note.');
  await done.selectOption('');
  await send.click();
  const summary = page.getByRole('alert');
  await expect(summary).toBeFocused();
  await done.selectOption({ index: 1 });
  await expect(summary.getByText(/: mended$/)).toBeVisible();
  await note.click();
  await note.press('End');
  await send.scrollIntoViewIfNeeded();
  const place = (await send.boundingBox())!;
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  await page.mouse.down();
  expect(await send.boundingBox()).toEqual(place);
  await page.mouse.up();
  await page.waitForURL(/\/sessions(\/[0-9a-f-]{36})?$/);
});

test('what is sent without a line stays on the page, and goes when the line is back', async ({ signedIn }) => {
  const page = await signedIn('caseworker');
  await speak(page, 'en');
  await page.goto(`${await firstCase(page)}/sessions/new`);
  await page.getByLabel('What was done').selectOption({ index: 1 });
  await page.getByLabel('Note').fill('Fictional note without a line.');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Save the session' }).click();
  await expect(page.getByText('No connection: nothing was sent')).toBeVisible();
  await expect(page.getByLabel('Note')).toHaveValue('Fictional note without a line.');
  await page.context().setOffline(false);
  await expect(page.getByText('No connection: nothing was sent')).toBeHidden();
  await page.getByRole('button', { name: 'Save the session' }).click();
  await page.waitForURL(/\/sessions(\/[0-9a-f-]{36})?$/);
});

test('a correction of a session comes back too, and what was saved is said on the next page and no longer', async ({
  signedIn,
}) => {
  const page = await signedIn('caseworker');
  await speak(page, 'en');
  const theCase = await firstCase(page);
  await page.goto(`${theCase}/sessions/new`);
  await page.locator('select[name=service]').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Save the session' }).click();
  await expect(page.locator('[data-said]')).toHaveText('Session recorded');
  await expect(page.locator('p[aria-live=polite]', { hasText: 'Session recorded' })).toHaveCount(1);
  const session = page.locator(`main a[href^="${theCase}/sessions/"]:not([href$="/new"]):not([href*="?"])`).first();
  const address = (await session.getAttribute('href'))!;
  await session.click();
  await page.waitForURL(`**${address}`);
  await expect(page.locator('[data-said]')).toHaveCount(0);
  await page.locator('summary', { hasText: 'Correct this session' }).click();
  const reason = page.locator('#correction [name=reason]');
  await reason.fill(WORDS);
  await expect(page.locator('#correction').getByText('Kept as a draft.')).toBeVisible({ timeout: 15_000 });
  await page.goto('/account');
  await page.goto(address);
  await expect(reason).toHaveValue(WORDS);
  await page.getByRole('button', { name: 'Save the correction' }).click();
  await expect(page.locator('[data-said]')).toHaveText('Session corrected');
  await page.reload();
  await expect(page.locator('[data-said]')).toHaveCount(0);
  await expect(reason).toBeHidden();
});

test('without scripts a save is said as well, and a form with a file lists what is missing', async ({ signedIn }) => {
  const page = await signedIn('legal_officer', { scripts: false });
  await speak(page, 'en');
  const theCase = await firstCase(page);
  await page.goto(`${theCase}/tasks`);
  await page.locator('select[name=kind]').selectOption('follow_up');
  await page.getByRole('button', { name: 'Add the task' }).click();
  await expect(page.locator('[data-said]')).toHaveText('Task added');
  await page.reload();
  await expect(page.locator('[data-said]')).toHaveCount(0);
  await page.goto('/cases');
  const cases = await page
    .locator('main a[href^="/cases/"]:not([href$="/new"])')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
  // One whose application is still in the house.
  for (const each of cases) if ((await page.goto(`${each}/evidence/new`))?.status() === 200) break;
  await page.locator('#evidence button[type=submit]').press('Enter');
  for (const gap of ['Kind: ', 'What it is: ', 'File: ']) await expect(page.getByRole('alert')).toContainText(gap);
});
