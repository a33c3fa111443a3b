import { expect, test } from '../support/e2e.ts';

test('a start from nothing serves health, readiness and the sign-in form', async ({ page, request }) => {
  expect((await request.get('/healthz')).status()).toBe(200);
  const ready = await request.get('/readyz');
  expect(ready.status()).toBe(200);
  expect(await ready.json()).toMatchObject({ ready: true });

  const answer = await page.goto('/login');
  expect(answer?.headers()['cache-control']).toContain('no-store');
  expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'");
  await expect(page.locator('form[method=post] input[name=email]')).toBeVisible();
  await expect(page.locator('form[method=post] input[name=password]')).toBeVisible();
});

test('a page behind the sign-in leads there', async ({ page }) => {
  await page.goto('/cases');
  await expect(page).toHaveURL(/\/login\?to=%2Fcases$/);
});
