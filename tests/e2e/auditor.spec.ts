import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/e2e.ts';
import { choose, complaintsOf, expectAccessible, expectFits } from '../support/walk.ts';

test('the auditor sees that a case was read, by whom, and nothing of its content', async ({ signedIn }) => {
  const caseworker = await signedIn('caseworker');
  await caseworker.goto('/cases');
  const address = await caseworker.locator('main a[href^="/cases/"]:not([href$="/new"])').first().getAttribute('href');
  await caseworker.goto(address!);
  const caseId = address!.match(/[0-9a-f-]{36}/)![0];

  const auditor = await signedIn('auditor');
  await choose(auditor, 'en');
  await auditor.goto('/audit');
  await auditor.getByLabel('Case (8 or more signs of its number)').fill(caseId);
  await auditor.getByLabel('Case (8 or more signs of its number)').press('Enter');
  await expect(auditor.getByRole('cell', { name: /Case read/ }).first()).toBeVisible();
  await expect(auditor.locator('main')).not.toContainText('Fictional note');
  expect([403, 404]).toContain((await auditor.goto(address!))?.status());
});

test('the auditor takes a checkpoint and the key home', async ({ signedIn }) => {
  const auditor = await signedIn('auditor');
  const complaints = complaintsOf(auditor);
  await choose(auditor, 'en');
  await auditor.goto('/audit');
  await expect(auditor.getByText(/Sealed up to .* events of all organisations/)).toBeVisible();
  await auditor.getByRole('link', { name: 'Checkpoints' }).click();
  await expect(auditor.getByRole('heading', { level: 1, name: 'Checkpoints' })).toBeVisible();
  const rows = auditor.getByRole('table', { name: 'Signed checkpoints' }).getByRole('row');
  expect(await rows.count()).toBeGreaterThan(1);

  const [note] = await Promise.all([
    auditor.waitForEvent('download'),
    auditor.getByRole('link', { name: 'Download the newest' }).click(),
  ]);
  expect(note.suggestedFilename()).toMatch(/^linden-\d+\.note$/);
  const [origin, size, root] = (await readFile(await note.path(), 'utf8')).split('\n');
  expect(origin).toBe('linden/log');
  expect(Number(size)).toBeGreaterThan(0);
  expect(root).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  const [key] = await Promise.all([
    auditor.waitForEvent('download'),
    auditor.getByRole('link', { name: 'Download the key' }).click(),
  ]);
  expect(await readFile(await key.path(), 'utf8')).toContain(`${origin}+`);

  await auditor.goto('/audit');
  await expect(auditor.getByRole('cell', { name: /Checkpoint of this record downloaded/ }).first()).toBeVisible();
  for (const language of ['en', 'sq', 'sr'] as const) {
    await choose(auditor, language);
    for (const colorScheme of ['light', 'dark'] as const) {
      await auditor.emulateMedia({ colorScheme });
      await auditor.goto('/audit/checkpoints');
      await expectAccessible(auditor);
    }
  }
  await auditor.setViewportSize({ width: 320, height: 640 });
  await auditor.goto('/audit/checkpoints');
  await expectFits(auditor);
  expect(complaints).toEqual([]);
});
