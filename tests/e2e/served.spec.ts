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

test('a method that no route takes is refused, and so is a post to what only answers', async ({ request }) => {
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const answer = await request.fetch('/login', { method });
    expect([method, answer.status(), answer.headers().allow]).toEqual([method, 405, 'GET, HEAD, POST']);
  }
  expect((await request.post('/healthz')).status()).toBe(405);
  expect((await request.head('/login')).status()).toBe(200);
});

test('what is wrong with the server is told on its host alone', async ({ request }) => {
  expect(await (await request.get('/readyz')).json()).toHaveProperty('checks');
  const stranger = await request.get('/readyz', { headers: { 'X-Forwarded-For': '203.0.113.7' } });
  expect(await stranger.json()).toEqual({ ready: true });
});
