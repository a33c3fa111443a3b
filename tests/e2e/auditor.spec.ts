import { expect, test } from '../support/e2e.ts';
import { choose } from '../support/walk.ts';

test('the auditor sees that a case was read, by whom, and nothing of its content', async ({ signedIn }) => {
  const caseworker = await signedIn('caseworker');
  await caseworker.goto('/cases');
  const address = await caseworker.locator('main a[href^="/cases/"]:not([href$="/new"])').first().getAttribute('href');
  await caseworker.goto(address!);
  const caseId = address!.match(/[0-9a-f-]{36}/)![0];

  const auditor = await signedIn('auditor');
  await choose(auditor, 'en');
  await auditor.goto('/audit');
  await auditor.getByLabel('Case (its long number)').fill(caseId);
  await auditor.getByLabel('Case (its long number)').press('Enter');
  await expect(auditor.getByRole('cell', { name: /Case read/ }).first()).toBeVisible();
  await expect(auditor.locator('main')).not.toContainText('Fictional note');
  expect([403, 404]).toContain((await auditor.goto(address!))?.status());
});
