import { expect, test } from '../support/e2e.ts';
import { choose } from '../support/walk.ts';

test('the last approval, the release, and what the analyst then sees', async ({ signedIn }) => {
  const approver = await signedIn('release_approver');
  await choose(approver, 'en');
  await approver.goto('/releases');
  // Neither can be taken back: the first press opens what will happen, and the second one does it.
  const approve = approver.getByText('Approve these totals', { exact: true });
  if (await approve.isVisible()) {
    await approve.click();
    await approver.getByRole('button', { name: 'Approve for good' }).click();
  }
  const build = approver.locator('summary', { hasText: /^Build the release/ });
  await build.click();
  await approver.getByRole('button', { name: 'Build and publish for good' }).click();
  await expect(build).toBeHidden({ timeout: 60_000 });

  const analyst = await signedIn('analyst');
  await choose(analyst, 'en');
  await analyst.goto('/figures');
  await expect(analyst.getByRole('table').first()).toBeVisible();
  const splits = analyst.getByLabel('Split by').locator('option');
  await analyst.getByLabel('Indicator', { exact: true }).selectOption('services');
  await expect(splits).toHaveText(['Kind of service']);
  await analyst.goto('/figures?indicator=services&table=sex');
  await expect(analyst.getByText('This figure is not split by Sex')).toBeVisible();
  const csv = await analyst.request.get('/figures/download?all=1');
  expect(csv.status()).toBe(200);
  const shown = (await csv.text()).match(/(?<=[,;])\d+(?=[,;\r\n])/g) ?? [];
  expect(shown.length).toBeGreaterThan(0);
  expect((await analyst.goto('/cases'))?.status()).toBe(404);
});
