import AxeBuilder from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealEvents } from '#app/kernel/seal-events.server.ts';
import { cookieOf, send, startServer, type RunningServer } from '../support/running-server.ts';
import { createWorld, type World } from '../support/world.ts';
let world: World; let server: RunningServer;
beforeAll(async () => { world = await createWorld(); server = await startServer(); }, 600_000);
afterAll(() => server?.stop());
test('roles', async () => {
  const out: string[] = [];
  for (const [org, name] of [['north','auditor'],['commission','auditor'],['host','auditor'],['north','caseworker'],['north','custodian'],['north','lawyer'],['undp','analyst'],['host','operator']] as const) {
    const cookie = await cookieOf(server, (world as any)[org].members[name].email);
    const s = [];
    for (const p of ['/audit/checkpoints','/audit/checkpoints/download','/audit/checkpoints/download?size=abc','/audit/checkpoints/download?size=99999','/audit/checkpoints?before=x','/audit/checkpoints/download-key']) s.push((await send(server, p, { cookie })).status);
    out.push(`${org}.${name} ${s.join(' ')}`);
  }
  process.stdout.write(out.join('\n') + '\n');
}, 300_000);
test('look', async () => {
  await sealEvents({ now: new Date(), patienceMs: 5000 });
  const cookie = await cookieOf(server, world.north.members.auditor.email);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
  const [n, ...v] = cookie.split(';')[0]!.split('=');
  await context.addCookies([{ name: n!, value: v.join('='), url: server.origin }]);
  const page = await context.newPage();
  const found: unknown[] = [];
  page.on('console', (m) => m.type() === 'error' && found.push(m.text()));
  page.on('pageerror', (e) => found.push(e.message));
  for (const language of ['en', 'sq', 'sr']) {
    await page.goto(server.origin + '/audit');
    await page.locator(`button[name=language][value=${language}]`).first().click();
    await page.waitForLoadState('networkidle');
    for (const path of ['/audit', '/audit/checkpoints']) for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(server.origin + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(...violations.map((x) => `${language} ${path} ${colorScheme} ${x.id} ${x.nodes.map((k) => k.target.join(' ')).join(',')}`));
      await page.screenshot({ path: `/tmp/audit-${language}-${path.split('/').pop()}-${colorScheme}.png` });
    }
  }
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(server.origin + '/audit/checkpoints');
  const w = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  await page.screenshot({ path: '/tmp/audit-narrow.png', fullPage: true });
  const [d] = await Promise.all([page.waitForEvent('download'), page.getByRole('main').getByRole('link').filter({ hasText: /najnoviju/ }).click()]);
  process.stdout.write(JSON.stringify({ found, w, file: d.suggestedFilename() }) + '\n');
  await browser.close();
  expect(found).toEqual([]);
}, 400_000);
