import { expect, test } from '../support/e2e.ts';
import { addressesFrom, choose, complaintsOf, expectAccessible, expectNoSidewaysScroll } from '../support/walk.ts';

const ROLES = [
  'caseworker',
  'counsellor',
  'legal_officer',
  'supervisor',
  'custodian',
  'secretary',
  'reviewer',
  'chair',
  'analyst',
  'operator',
  'auditor',
];

for (const role of ROLES) {
  test(`every page that a ${role} reaches is accessible, in both languages and colours, and fits a phone`, async ({
    signedIn,
  }) => {
    test.setTimeout(120_000);
    const page = await signedIn(role);
    const complaints = complaintsOf(page);
    await choose(page, 'sq');
    const addresses = await addressesFrom(page, 24);
    expect(addresses.length).toBeGreaterThan(1);
    for (const [turn, address] of addresses.entries()) {
      await page.emulateMedia({ colorScheme: turn % 2 ? 'dark' : 'light' });
      await page.goto(address);
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: turn % 2 ? 'light' : 'dark' });
      await expectAccessible(page);
    }
    await choose(page, 'sr');
    await page.setViewportSize({ width: 320, height: 700 });
    for (const address of addresses) {
      await page.goto(address);
      await expectNoSidewaysScroll(page);
    }
    expect(complaints).toEqual([]);
  });
}
