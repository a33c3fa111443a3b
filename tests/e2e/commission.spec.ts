import { expect, test } from '../support/e2e.ts';
import { choose } from '../support/walk.ts';

test('from the inbox to a decision, and the reviewer meets no name', async ({ signedIn }) => {
  test.setTimeout(120_000);
  const secretary = await signedIn('secretary');
  await choose(secretary, 'en');
  await secretary.goto('/inbox');
  await secretary.locator('main a[href^="/inbox/"]').first().click();
  await secretary.getByRole('button', { name: 'Register the packet' }).click();
  await secretary.waitForURL(/\/files\/[0-9a-f-]{36}/);
  const file = new URL(secretary.url()).pathname;
  await secretary.goto(`${file}/identity`);
  await expect(secretary.getByText(/Persona Fiktive/)).toBeVisible();

  const chair = await signedIn('chair');
  await choose(chair, 'en');
  await chair.goto(file);
  await chair.getByLabel('Reviewer').selectOption({ index: 1 });
  await chair.getByRole('button', { name: 'Assign' }).click();
  await expect(chair.getByText('has not declared yet')).toBeVisible();

  const reviewer = await signedIn('reviewer');
  await choose(reviewer, 'en');
  await reviewer.goto(file);
  await reviewer.getByRole('radio', { name: 'I have no conflict of interest' }).check();
  await reviewer.getByRole('button', { name: 'Declare' }).click();
  await reviewer.getByRole('link', { name: 'Read the coded packet' }).click();
  await expect(reviewer.getByText(/Fictional statement no/)).toBeVisible();
  await expect(reviewer.locator('body')).not.toContainText('Persona Fiktive');
  expect([403, 404]).toContain((await reviewer.goto(`${file}/identity`))?.status());

  await chair.goto(`${file}/decision`);
  await chair
    .getByRole('radio', { name: /recogni/i })
    .first()
    .check();
  await chair
    .getByLabel('Reasons for this person')
    .fill('Fictional reasons, written for this one person and for nobody else. '.repeat(4));
  await chair.getByRole('button', { name: 'Issue the decision' }).click();
  await chair.goto(file);
  await expect(chair.getByText('Decided on')).toBeVisible();
});
