import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { accountsWith, expect, signIn, test } from '../support/e2e.ts';
import { choose, complaintsOf, expectAccessible, expectFits } from '../support/walk.ts';

const PASSWORD = 'seven quiet pebbles on a windowsill';
const OTHER = 'nine other pebbles beside the river';

/** Pages without JavaScript, in which axe cannot run: they are the same pages. */
const plain = new WeakSet<Page>();

/** A page of its own browser context, in English. */
async function freshPage(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
  if (!javaScriptEnabled) plain.add(page);
  return page;
}

async function accessible(page: Page, only?: 'colours'): Promise<void> {
  if (!plain.has(page)) await expectAccessible(page, only);
}

/** What is shown once, and so by no walk: in both colours, and on a phone. */
async function lookAt(page: Page): Promise<void> {
  await accessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await accessible(page, 'colours');
  await page.emulateMedia({ colorScheme: 'light' });
  const window = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 700 });
  await expectFits(page);
  await page.setViewportSize(window);
}

/** Nobody else's, however often these tests were run before. */
const nameOf = (email: string): string => `Persona Fiktive ${email.split('@')[0]}`;

/** Fills the form of an invitation and answers what the sheet shows. */
async function inviteOn(
  page: Page,
  address: string,
  email: string,
  roles: string[],
): Promise<{ code: string; link: string }> {
  await page.goto(address);
  await page.getByLabel('Name', { exact: true }).fill(nameOf(email));
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  for (const role of roles) await page.locator(`input[name=roles][value=${role}]`).check();
  await page.locator('select[name=language]').selectOption('en');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await page.waitForURL(/\/invitations\/[0-9a-f-]{36}/);
  await lookAt(page);
  const link = (await page.getByText(/\/join#/).textContent())!.trim();
  return { link, code: link.slice(link.indexOf('#') + 1) };
}

/** Opens the link, or the page and types the code; sets the password; answers the recovery code, confirmed. */
async function join(page: Page, { link, code }: { link: string; code: string }, scripted: boolean): Promise<string> {
  await page.goto(scripted ? new URL(link).pathname + new URL(link).hash : '/join');
  await choose(page, 'en');
  if (scripted) {
    // The language switch reloads the page without the part behind the #.
    await page.goto('/login');
    await page.goto(new URL(link).pathname + new URL(link).hash);
    await expect(page.getByLabel('Code', { exact: true })).toHaveValue(code);
    expect(new URL(page.url()).hash).toBe('');
  } else {
    await page.getByLabel('Code', { exact: true }).fill(code.toLowerCase().replaceAll('-', ' '));
  }
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('New password')).toBeVisible();
  await accessible(page);
  await page.getByLabel('New password').fill('short');
  await page.getByLabel('The same once more').fill('short');
  await page.getByRole('button', { name: 'Accept and begin' }).click();
  await expect(page.getByText('at least 15 characters').first()).toBeVisible();
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('The same once more').fill(PASSWORD);
  await page.getByRole('button', { name: 'Accept and begin' }).click();
  await page.waitForURL(/\/account\/recovery-code/);
  return confirmCode(page);
}

/** Reads the code from the page as from paper, and types the group that is asked for; first a wrong one. */
async function confirmCode(page: Page): Promise<string> {
  await accessible(page);
  const groups = await page.getByRole('group', { name: 'The code' }).locator('li > span:first-child').allTextContents();
  const label = page.getByLabel(/^Group \d of the code$/);
  const asked = Number(
    /\d/.exec(
      (await page
        .locator('label')
        .filter({ hasText: /^Group \d of the code/ })
        .textContent())!,
    )![0],
  );
  await label.fill('ZZZZ');
  await page.getByRole('button', { name: 'I have written it down' }).click();
  await expect(page.getByText('This is not the group').first()).toBeVisible();
  await label.fill(groups[asked - 1]!.toLowerCase());
  await page.getByRole('button', { name: 'I have written it down' }).click();
  await page.waitForURL((url) => url.pathname !== '/account/recovery-code');
  return groups.join('-');
}

async function signInAs(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/login');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('form:has(input[name=password]) button[type=submit]').first().click();
}

for (const scripted of [true, false]) {
  const how = scripted ? '' : ' without JavaScript';

  test(`invited, joined, code written down, signed in, password lost, recovered${how}`, async ({ browser }) => {
    test.setTimeout(Number(process.env.SLOW ?? 300_000));
    const custodian = await freshPage(browser, scripted);
    const complaints = scripted ? complaintsOf(custodian) : [];
    await signIn(custodian, accountsWith('custodian')[0]!);
    await choose(custodian, 'en');
    const email = `${randomUUID().slice(0, 8)}@joined.example`;
    const invitation = await inviteOn(custodian, '/people/invite', email, ['caseworker']);
    await custodian.getByRole('button', { name: 'I have handed it over' }).click();
    await custodian.waitForURL(/\/people$/);
    await custodian
      .getByRole('link', { name: nameOf(email), exact: true })
      .first()
      .click();
    await expect(custodian.getByText('The code is not shown any more')).toBeVisible();
    await expect(custodian.getByText(invitation.code)).toHaveCount(0);

    const page = await freshPage(browser, scripted);
    const code = await join(page, invitation, scripted);
    await page.waitForURL(/\/cases$/);
    const late = await freshPage(browser, scripted);
    await late.goto('/join');
    await choose(late, 'en');
    await late.getByLabel('Code', { exact: true }).fill(invitation.code);
    await late.getByRole('button', { name: 'Continue' }).click();
    await expect(late.getByText('This code opens nothing').first()).toBeVisible();

    await late.goto('/login');
    await late.getByRole('link', { name: 'Lost your password?' }).click();
    await late.waitForURL(/\/recover$/);
    await accessible(late);
    await late.getByLabel('E-mail').fill(email);
    await late.getByLabel('Recovery code').fill(code);
    await late.getByLabel('New password').fill(OTHER);
    await late.getByLabel('The same once more').fill(OTHER);
    await late.getByRole('button', { name: 'Set the new password' }).click();
    await expect(late.getByText('Your password is changed')).toBeVisible();
    // The session that was open has ended, and the old password is none.
    await page.goto('/cases');
    await expect(page).toHaveURL(/\/login/);
    await signInAs(page, email, PASSWORD);
    await expect(page.getByText('do not belong together').first()).toBeVisible();
    await signInAs(page, email, OTHER);
    await page.waitForURL(/\/account\/recovery-code/);
    expect(await confirmCode(page)).not.toBe(code);
    await page.goto('/cases');
    await expect(page).toHaveURL(/\/cases$/);
    expect(complaints).toEqual([]);
    for (const one of [custodian, page, late]) await one.context().close();
  });

  test(`operator, first custodian, second custodian, recovery key, first case${how}`, async ({ browser }) => {
    test.setTimeout(Number(process.env.SLOW ?? 400_000));
    const operator = await freshPage(browser, scripted);
    await signIn(operator, accountsWith('operator')[0]!);
    await choose(operator, 'en');
    await operator.goto('/organisations/new');
    await accessible(operator);
    const mark = randomUUID().slice(0, 8);
    await operator.getByLabel('Name', { exact: true }).fill(`Demo Organisation ${mark}`);
    await operator.getByLabel('Short name').fill(`new-${mark}`);
    await operator.locator('input[name=kind][value=cso]').check();
    await operator.locator('input[name=capabilities][value=psychosocial]').check();
    await operator.getByRole('button', { name: 'Make the organisation' }).click();
    await operator.waitForURL(/\/organisations\/[0-9a-f-]{36}\/invite/);
    const first = await inviteOn(operator, operator.url(), `first-${mark}@joined.example`, []);

    const custodian = await freshPage(browser, scripted);
    await join(custodian, first, scripted);
    await custodian.waitForURL(/\/people$/);
    await expect(custodian.getByText('From here to the first case')).toBeVisible();
    await accessible(custodian);
    const second = await inviteOn(custodian, '/people/invite', `second-${mark}@joined.example`, ['custodian']);
    const other = await freshPage(browser, scripted);
    await join(other, second, scripted);
    await other.context().close();

    const sheets = await makeKey(custodian);
    await custodian.goto('/keys/recovery/drill');
    await lookAt(custodian);
    await custodian.getByLabel('First sheet').fill(sheets[0]!);
    await custodian.getByLabel('Second sheet').fill(sheets[0]!);
    await custodian.getByRole('button', { name: 'Try them' }).click();
    await expect(custodian.getByText('the same sheet twice').first()).toBeVisible();
    await custodian.getByLabel('First sheet').fill(sheets[0]!.toLowerCase());
    await custodian.getByLabel('Second sheet').fill(sheets[2]!);
    await custodian.getByRole('button', { name: 'Try them' }).click();
    await expect(custodian.getByText('The two sheets work')).toBeVisible();

    const third = await inviteOn(custodian, '/people/invite', `worker-${mark}@joined.example`, [
      'caseworker',
      'counsellor',
    ]);
    const worker = await freshPage(browser, scripted);
    await join(worker, third, scripted);
    await worker.waitForURL(/\/cases$/);
    await worker.goto('/cases/new');
    await worker.getByRole('radio').first().check();
    await worker.getByLabel('Number or address').fill('000 000 000');
    await worker.getByRole('button', { name: 'Open the case' }).click();
    await worker.waitForURL(/\/cases\/[0-9a-f-]{36}\/identity/);
    for (const one of [operator, custodian, worker]) await one.context().close();
  });
}

async function makeKey(page: Page): Promise<string[]> {
  await page.goto('/keys/recovery');
  await accessible(page);
  await page.getByRole('button', { name: 'Make the three sheets' }).click();
  await page.waitForURL(/\/keys\/recovery\/sheets/);
  await lookAt(page);
  const sheets: string[] = [];
  for (const number of [1, 2, 3]) {
    const groups = page.getByRole('group', { name: `Sheet ${number} of 3` }).locator('li > span:first-child');
    sheets.push((await groups.allTextContents()).join('-'));
  }
  for (const field of ['first', 'second']) {
    const box = page.locator(`input[name=${field}]`);
    const label = (await page.locator(`label[for="${await box.getAttribute('id')}"]`).textContent())!;
    const [, sheet, group] = /Sheet (\d), group (\d+)/.exec(label)!;
    await box.fill(sheets[Number(sheet) - 1]!.split('-')[Number(group) - 1]!);
  }
  await page.getByRole('button', { name: 'Put the key in force' }).click();
  await page.waitForURL(/\/keys\/recovery$/);
  await page.goto('/keys/recovery/sheets');
  await expect(page.getByText(sheets[0]!.slice(0, 4))).toHaveCount(0);
  return sheets;
}
