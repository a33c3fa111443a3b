import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e.ts';
import { speak } from '../support/walk.ts';

/** One application from its first word to the answer to a rejection, every step in the browser; each test takes up where the last one ended. */
test.describe.configure({ mode: 'serial', timeout: Number(process.env.SLOW ?? 240_000) });

const NAME = `Persona Fiktive Letër ${Date.now() % 100_000}`;
const WORDS = 'Fictional statement of the journey. Nothing here happened.';
const NOTE = 'Fictional note that stays in the commission.';
let theCase = '';
let packet = '';
let file = '';

type Signed = (role: string, which?: { nth?: number; scripts?: boolean }) => Promise<Page>;

async function english(signedIn: Signed, role: string, which?: Parameters<Signed>[1]): Promise<Page> {
  const page = await signedIn(role, which);
  await speak(page, 'en');
  return page;
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();

test('a legal officer writes an application down', async ({ signedIn }) => {
  const lawyer = await english(signedIn, 'legal_officer');
  await lawyer.goto('/cases/new');
  await lawyer.getByRole('radio', { name: 'Phone' }).check();
  await press(lawyer, 'Open the case');
  await lawyer.waitForURL(/\/identity/);
  theCase = new URL(lawyer.url()).pathname.replace('/identity', '');
  await lawyer.getByLabel('Name and surname').fill(NAME);
  await press(lawyer, 'Save and go on to consents');
  await lawyer.waitForURL(/\/consents/);
  await lawyer.getByRole('link', { name: 'Ask about: Submission to the commission' }).click();
  await lawyer.getByRole('radio', { name: 'Agrees' }).check();
  await lawyer.getByRole('radio', { name: 'Oral' }).check();
  await lawyer.getByLabel('In which language').selectOption('sq');
  await press(lawyer, 'Record this answer');
  await expect(lawyer.getByText('Agreed').first()).toBeVisible();

  await lawyer.goto(`${theCase}/statement`);
  await lawyer.getByLabel('Language in which she tells it').selectOption('sq');
  await press(lawyer, 'Begin the statement');
  await lawyer.getByLabel('What she tells').fill(`${WORDS} ${NAME} 12.12.1990`);
  await expect(lawyer.getByText('A date lies outside the period')).toBeVisible();
  await press(lawyer, 'Save as a version');
  await expect(lawyer.getByText('The text says who she is')).toBeVisible();
  await lawyer.getByLabel('What she tells').fill(WORDS);
  await press(lawyer, 'Save as a version');
  await expect(lawyer.getByText('The text says who she is')).toBeHidden();
  await press(lawyer, 'Record that it was read back');
  await lawyer.getByLabel('She has approved the text as it stands.').check();
  await press(lawyer, 'Approve and lock');
  await expect(lawyer.getByText(/^Approved by her on/)).toBeVisible();

  await lawyer.goto(`${theCase}/application`);
  await lawyer.getByRole('radio', { name: 'Wants to apply' }).check();
  await press(lawyer, 'Record her answer');
  for (const section of ['1', '2', '4', '5']) {
    await lawyer.goto(`${theCase}/application/${section}`);
    await lawyer.getByRole('textbox').fill(`Fictional answer ${section}.`);
    await press(lawyer, 'Save');
    await lawyer.waitForURL(/\/application$/);
  }
  await lawyer.goto(`${theCase}/evidence/new`);
  await lawyer.getByLabel('Kind').selectOption('other');
  await lawyer.getByLabel('What it is').fill('Fictional document of the journey');
  await lawyer
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'a-name-that-is-not-kept.txt', mimeType: 'text/plain', buffer: Buffer.from('Fictional.') });
  await press(lawyer, 'Add');
  await expect(lawyer.getByText('Fictional document of the journey').first()).toBeVisible();
  await lawyer.goto(`${theCase}/application`);
  await press(lawyer, 'Ready for review');
  await expect(lawyer.getByText(/A second legal officer who did not write in it/)).toBeVisible();
});

test('a second legal officer reviews it, and the packet is sent', async ({ signedIn }) => {
  const supervisor = await english(signedIn, 'supervisor', { scripts: false });
  await supervisor.goto(`${theCase}/assignments`);
  await supervisor.getByLabel('Colleague').selectOption({ label: 'Oak · lawyer2 (Legal officer)' });
  await press(supervisor, 'Assign');
  await expect(supervisor.getByText('Oak · lawyer2').first()).toBeVisible();

  const second = await english(signedIn, 'legal_officer', { nth: 1, scripts: false });
  await second.goto('/notices');
  await expect(second.getByText('A case was assigned to you').first()).toBeVisible();
  await second.goto(`${theCase}/application`);
  await second.getByRole('link', { name: 'Review this application' }).click();
  await expect(second.getByText(WORDS)).toBeVisible();
  await second.getByRole('radio', { name: 'Yes, it can' }).check();
  await press(second, 'Record the review');

  const lawyer = await english(signedIn, 'legal_officer');
  await lawyer.goto(`${theCase}/application`);
  await lawyer.getByRole('link', { name: 'Go on to the packet' }).click();
  await press(lawyer, 'Fix the packet');
  await lawyer.waitForURL(/\/packets\//);
  packet = new URL(lawyer.url()).pathname;
  const print = await lawyer.request.get(
    (await lawyer
      .getByRole('link', { name: /^English/ })
      .first()
      .getAttribute('href'))!,
  );
  expect(print.headers()['content-type']).toBe('application/pdf');
  await lawyer.getByText('Send the packet').click();
  await press(lawyer, 'Yes, send it');
  await expect(lawyer.getByText('Sent in the system').first()).toBeVisible();
});

test('the secretary registers it, looks what is missing and asks for all of it once', async ({ signedIn }) => {
  const secretary = await english(signedIn, 'secretary', { scripts: false });
  await secretary.goto('/inbox');
  await secretary.locator(`a[href="${packet.replace('/packets/', '/inbox/')}"]`).click();
  await press(secretary, 'Register the packet');
  await secretary.waitForURL(/\/files\/[0-9a-f-]{36}$/);
  file = new URL(secretary.url()).pathname;
  await secretary.goto(`${file}/identity`);
  await expect(secretary.getByText(NAME)).toBeVisible();

  await secretary.goto(file);
  await secretary.getByRole('link', { name: 'Check completeness' }).click();
  for (const found of ['Identity details', 'Place and time', 'Statement', 'Consequences for health and life']) {
    await secretary.getByRole('checkbox', { name: found, exact: true }).check();
  }
  await press(secretary, 'Save');
  await expect(secretary.getByText('What you found is saved.')).toBeVisible();
  await secretary.getByRole('link', { name: 'Ask for documents' }).click();
  await expect(secretary.getByRole('checkbox', { name: 'Authorisation of the representative' })).toBeChecked();
  await expect(secretary.getByRole('checkbox', { name: 'Statement', exact: true })).not.toBeChecked();
  for (const open of ['Witness statement', 'Medical report', 'Psychological report', 'Other documents']) {
    await expect(secretary.getByRole('checkbox', { name: open })).not.toBeChecked();
  }
  await secretary.getByLabel('What exactly, and why').fill('Too short.');
  await press(secretary, 'Send the letter');
  await expect(secretary.getByRole('alert')).toBeVisible();
  await expect(secretary.getByLabel('What exactly, and why')).toHaveValue('Too short.');
  await secretary.getByLabel('What exactly, and why').fill('Fictional request: please send the authorisation.');
  await press(secretary, 'Send the letter');
  await expect(secretary.getByText('Documents requested').first()).toBeVisible();
  await secretary.goto(`${file}/request`);
  await expect(secretary.getByText('A request is open.')).toBeVisible();
  expect((await secretary.goto(`${file}/decision`))?.status()).toBe(403);
});

test('the legal officer opens the letter, and what is asked for is a task with a day', async ({ signedIn }) => {
  const lawyer = await english(signedIn, 'legal_officer');
  await lawyer.goto('/notices');
  await expect(lawyer.getByText('A letter is ready').first()).toBeVisible();
  await lawyer.goto(`${theCase}/tasks`);
  await expect(lawyer.getByText('Nothing waits')).toBeVisible();
  const task = lawyer.getByRole('listitem').filter({ hasText: 'Documents the commission asked for' });
  await expect(task).toHaveCount(0);
  await lawyer.goto(packet);
  await lawyer.getByRole('link', { name: 'Request for documents' }).click();
  await expect(lawyer.locator('main')).not.toContainText('please send the authorisation');
  await press(lawyer, 'Open the letter');
  await expect(lawyer.getByText('please send the authorisation')).toBeVisible();
  await expect(lawyer.getByText('Authorisation of the representative')).toBeVisible();
  await lawyer.goto(`${theCase}/tasks`);
  await expect(task).toContainText('in 15 days');
  await expect(task).toContainText('not verified');
});

test('what was missing is sent in the system: the task is done, the secretary takes it in, and both sides see it', async ({
  signedIn,
}) => {
  const lawyer = await english(signedIn, 'legal_officer', { scripts: false });
  await lawyer.goto(`${theCase}/evidence/new`);
  await lawyer.getByLabel('Kind').selectOption('other');
  await lawyer.getByLabel('What it is').fill('Fictional authorisation of the journey');
  await lawyer
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'another-name.txt', mimeType: 'text/plain', buffer: Buffer.from('Fictional, sent later.') });
  await press(lawyer, 'Add');
  await lawyer.goto(packet);
  await lawyer.getByRole('link', { name: 'Request for documents' }).click();
  await lawyer.getByRole('link', { name: 'Choose and send' }).click();
  await expect(lawyer.getByText('Fictional document of the journey')).toHaveCount(0);
  await lawyer.getByLabel('A word to the commission').fill('Fictional word about what is sent.');
  await press(lawyer, 'Send to the commission');
  // A question, not an error: it takes the focus and nothing is red.
  await expect(lawyer.getByRole('group', { name: 'Look it over before it goes' })).toBeFocused();
  await expect(lawyer.getByRole('alert')).toHaveCount(0);
  await expect(lawyer.getByLabel('A word to the commission')).toHaveValue('Fictional word about what is sent.');
  await lawyer.getByRole('checkbox', { name: /^Fictional authorisation of the journey/ }).check();
  await lawyer.getByRole('checkbox', { name: /^I have looked over what goes/ }).check();
  await press(lawyer, 'Yes, send it');
  await expect(lawyer.getByRole('heading', { name: 'Answered in the system' })).toBeVisible();
  await expect(lawyer.getByRole('link', { name: 'Choose and send' })).toHaveCount(0);
  await lawyer.goto(`${theCase}/tasks`);
  await expect(lawyer.getByText('Nothing waits')).toBeVisible();

  const secretary = await english(signedIn, 'secretary');
  await secretary.goto('/notices');
  await expect(secretary.getByText('The documents you asked for have come').first()).toBeVisible();
  await secretary.locator(`a[href="${file}"]`).first().click();
  await expect(secretary.getByRole('heading', { name: 'The requested documents have come' })).toBeVisible();
  await press(secretary, 'They have come in');
  await expect(secretary.getByRole('heading', { name: 'The requested documents have come' })).toHaveCount(0);
  await expect(secretary.getByText('Supplemented').first()).toBeVisible();
  await secretary.goto(`${file}/packet`);
  await expect(secretary.getByText('Fictional word about what is sent.')).toBeVisible();
  const sent = await secretary.request.get(
    (await secretary.getByRole('link', { name: 'Fictional authorisation of the journey' }).getAttribute('href'))!,
  );
  expect(await sent.text()).toBe('Fictional, sent later.');
  await lawyer.goto(packet);
  // Where it stands, and once among what happened.
  await expect(lawyer.getByText('Supplemented')).toHaveCount(2);
});

test('reviewers declare first; one reads without a name and notes by criterion, one has a conflict', async ({
  signedIn,
}) => {
  const chair = await english(signedIn, 'chair');
  for (const reviewer of ['Demo Commission · reviewer', 'Demo Commission · reviewer2']) {
    await chair.goto(file);
    await chair.getByLabel('Reviewer').selectOption({ label: reviewer });
    await press(chair, 'Assign');
    await expect(chair.getByRole('listitem').filter({ hasText: `${reviewer} ·` })).toContainText(
      'has not declared yet',
    );
  }

  const reviewer = await english(signedIn, 'reviewer', { scripts: false });
  await reviewer.goto('/files');
  await expect(reviewer.getByText('declaration needed').first()).toBeVisible();
  expect((await reviewer.goto(`${file}/packet`))?.status()).toBe(403);
  await reviewer.goto(file);
  await reviewer.getByRole('radio', { name: 'I have no conflict of interest' }).check();
  await press(reviewer, 'Declare');
  await reviewer.waitForURL((url) => url.pathname === `${file}/packet`);
  await expect(reviewer.getByText(WORDS)).toBeVisible();
  await expect(reviewer.getByText('Fictional document of the journey')).toBeVisible();
  await expect(reviewer.locator('body')).not.toContainText('Persona');
  for (const hidden of [`${file}/identity`, `${file}/sheet`, packet, theCase]) {
    expect([403, 404], hidden).toContain((await reviewer.goto(hidden))?.status());
  }
  await reviewer.goto(`${file}/packet`);
  await reviewer.getByRole('link', { name: 'Your notes by criterion' }).click();
  await reviewer.waitForURL((url) => url.pathname === `${file}/notes`);
  const circumstances = reviewer.locator('section').filter({ hasText: 'Circumstances described' }).last();
  await circumstances.getByLabel('Note').fill(NOTE);
  await press(reviewer, 'Save the notes');
  await expect(reviewer.getByRole('alert')).toContainText('Circumstances described: Choose an assessment');
  await expect(circumstances.getByLabel('Note')).toHaveValue(NOTE);
  await circumstances.getByRole('radio', { name: 'Unclear' }).check();
  await press(reviewer, 'Save the notes');
  await expect(reviewer.getByText('Your notes are saved.')).toBeVisible();

  const second = await english(signedIn, 'reviewer', { nth: 1 });
  await second.goto(file);
  await second.getByRole('radio', { name: 'I have a conflict of interest' }).check();
  await press(second, 'Declare');
  await second.waitForURL((url) => url.pathname === '/files');
  await second.goto(file);
  await expect(second.getByText('You see its number and state only')).toBeVisible();
  expect([403, 404]).toContain((await second.goto(`${file}/packet`))?.status());
});

test('the chair decides with reasons for this person; a rejection says what can be done', async ({ signedIn }) => {
  const chair = await english(signedIn, 'chair', { scripts: false });
  expect([403, 404]).toContain((await chair.goto(`${file}/identity`))?.status());
  await chair.goto(`${file}/decision`);
  await expect(chair.getByText(NOTE)).toBeVisible();
  await chair.getByRole('radio', { name: 'Rejected' }).check();
  const reasons = `Fictional reasons of the journey, for ${NAME.slice(-5)} alone. `.repeat(4).trim();
  await chair.getByLabel('Reasons for this person').fill(reasons);
  await press(chair, 'Issue the decision');
  await expect(chair.getByRole('alert')).toContainText('A rejection says what can be done against it');
  await expect(chair.getByLabel('Reasons for this person')).toHaveValue(reasons);
  await chair
    .getByLabel('What can be done against it')
    .fill('Fictional remedy: a request within the time that stands here.');
  await press(chair, 'Issue the decision');
  await expect(chair.getByText('Look it over before it goes')).toBeVisible();
  await expect(chair.getByRole('alert')).toHaveCount(0);
  await expect(chair.getByText('Outcome: Rejected.')).toBeVisible();
  await expect(chair.getByLabel('Reasons for this person')).toHaveValue(reasons);
  await chair.getByRole('checkbox', { name: /^I have looked it over/ }).check();
  await press(chair, 'Yes, issue the decision');
  await chair.waitForURL((url) => url.pathname === file);
  await expect(chair.getByText('Rejected').first()).toBeVisible();
  await expect(chair.getByText('Decided on')).toBeVisible();
});

test('the sender reads the decision, never the deliberation, and the clock of the remedy runs', async ({
  signedIn,
}) => {
  const lawyer = await english(signedIn, 'legal_officer', { scripts: false });
  await lawyer.goto(packet);
  await expect(lawyer.locator('main')).not.toContainText(NOTE);
  await lawyer.getByRole('link', { name: 'Decision', exact: true }).click();
  await press(lawyer, 'Open the letter');
  await expect(lawyer.getByText('Fictional reasons of the journey').first()).toBeVisible();
  await expect(lawyer.getByText('Fictional remedy').first()).toBeVisible();
  await expect(lawyer.locator('main')).not.toContainText(NOTE);
  for (const inside of [`${file}/notes`, `${file}/decision`, file]) {
    expect((await lawyer.goto(inside))?.status(), inside).toBe(404);
  }
  await lawyer.goto(`${theCase}/tasks`);
  const remedy = lawyer.getByRole('listitem').filter({ hasText: 'Answer to a rejection' });
  await expect(remedy).toContainText('in 30 days');
  await expect(remedy).toContainText('not verified');
  await expect(lawyer.getByRole('listitem').filter({ hasText: 'Meeting to tell the decision' })).toBeVisible();

  await remedy.getByText('Record what was done').click();
  await remedy.getByRole('radio', { name: 'Nothing is handed in' }).check();
  await remedy.getByRole('button', { name: 'Record and close the task' }).click();
  await expect(remedy.getByRole('alert')).toContainText('why nothing is handed in');
  await remedy.getByRole('radio', { name: 'Reconsideration was requested' }).check();
  await remedy
    .getByLabel('Handed in on')
    .fill((await lawyer.getByLabel('Handed in on').first().getAttribute('max')) ?? '');
  await remedy.getByRole('button', { name: 'Record and close the task' }).click();
  await expect(remedy).toContainText('Reconsideration was requested');
  await lawyer.goto(packet);
  await expect(lawyer.getByText('Reconsideration requested')).toHaveCount(2);
  await lawyer.goto(`${theCase}/packet`);
  await expect(lawyer.getByText('The commission has decided on this application')).toBeVisible();
  await expect(lawyer.getByText('on its way')).toHaveCount(0);
});
