import { expect, test } from '../support/e2e.ts';
import { choose } from '../support/walk.ts';

test('the last approval, the release, and what the analyst then sees', async ({ signedIn }) => {
  const approver = await signedIn('release_approver');
  await choose(approver, 'en');
  await approver.goto('/releases');
  const approve = approver.getByRole('button', { name: 'Approve these totals' });
  if (await approve.isVisible()) await approve.click();
  const build = approver.getByRole('button', { name: /^Build the release/ });
  await build.click();
  await expect(build).toBeHidden({ timeout: 60_000 });

  const analyst = await signedIn('analyst');
  await choose(analyst, 'en');
  await analyst.goto('/figures');
  await expect(analyst.getByRole('table').first()).toBeVisible();
  const csv = await analyst.request.get('/figures/download?all=1');
  expect(csv.status()).toBe(200);
  const shown = (await csv.text()).match(/(?<=[,;])\d+(?=[,;\r\n])/g) ?? [];
  expect(shown.length).toBeGreaterThan(0);
  expect((await analyst.goto('/cases'))?.status()).toBe(404);
});
