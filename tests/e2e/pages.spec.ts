import type { Page } from '@playwright/test';
import { expect, test } from '../support/e2e.ts';
import {
  choose,
  complaintsOf,
  expectAccessible,
  expectFits,
  expectWorded,
  kindOf,
  LANGUAGES,
  PAGE_KINDS,
  pagesFrom,
  speak,
  type Language,
} from '../support/walk.ts';

/** The findings say where they are; recording every step would double the time. */
test.use({ trace: 'off' });

/** Where each role's walk begins and which kinds of page it must come by: written by hand, so that it cannot pass on nothing. */
const ACCOUNT = [
  '/account',
  '/account/factors',
  '/account/factors/app',
  '/account/factors/passkey',
  '/account/password',
  '/account/recovery-code',
  '/account/sessions',
];
const OWN = ['/notices', ...ACCOUNT];
const A_CASE = [
  '',
  '/copy',
  '/erasure',
  '/tasks',
  '/identity',
  '/consents',
  '/consents/*',
  '/consents/print',
  '/sessions',
  '/sessions/new',
  '/referrals',
  '/referrals/new',
];
const CASEWORK = ['/cases', '/cases/new', '/tasks', ...A_CASE.map((part) => `/cases/*${part}`), ...OWN];
const WALKS: Record<string, { from: string[]; to: string[] }> = {
  caseworker: { from: ['/cases'], to: [...CASEWORK, '/cases/*/referrals/*'] },
  counsellor: { from: ['/cases'], to: [...CASEWORK, '/cases/*/sessions/*', '/groups', '/groups/new', '/groups/*'] },
  legal_officer: {
    from: ['/cases?sort=-opened', '/cases'],
    to: [
      ...CASEWORK,
      '/cases/*/sessions/*',
      '/cases/*/statement',
      '/cases/*/statement/versions/*/*',
      '/cases/*/application',
      '/cases/*/application/*',
      '/cases/*/application/review',
      '/cases/*/evidence',
      '/cases/*/evidence/new',
      '/cases/*/evidence/*',
      '/cases/*/packet',
      '/packets/*',
      '/packets/*/letters/*',
      '/packets/*/letters/*/answer',
    ],
  },
  supervisor: {
    from: ['/cases'],
    to: [
      '/cases',
      '/cases/*',
      '/cases/*/assignments',
      '/cases/*/break-glass',
      '/tasks',
      '/releases',
      '/people',
      '/people/*',
      '/people/*/cases',
      ...OWN,
    ],
  },
  custodian: {
    from: ['/people'],
    to: [
      '/people',
      '/people/invite',
      '/people/*',
      '/people/*/leave',
      '/people/*/renew',
      '/people/*/roles',
      '/keys',
      '/keys/alarms',
      '/keys/recovery',
      '/keys/renew',
      ...OWN,
    ],
  },
  auditor: { from: ['/audit'], to: ['/audit', '/audit/checkpoints', ...OWN] },
  secretary: {
    from: ['/inbox'],
    to: [
      '/inbox',
      '/inbox/*',
      '/files',
      '/files/*',
      '/files/*/completeness',
      '/files/*/request',
      '/files/*/packet',
      '/files/*/identity',
      '/people',
      ...OWN,
    ],
  },
  reviewer: {
    from: ['/files'],
    to: ['/files', '/files/*', '/files/*/packet', '/files/*/notes', '/files/*/request', ...OWN],
  },
  chair: { from: ['/files'], to: ['/files', '/files/*', '/files/*/packet', '/files/*/decision', '/people', ...OWN] },
  analyst: { from: ['/figures'], to: ['/figures', '/figures/methods', ...ACCOUNT] },
  operator: {
    from: ['/settings'],
    to: ['/settings', '/organisations', '/organisations/new', '/organisations/*/invite', ...ACCOUNT],
  },
};
const PUBLIC = ['/*', '/login', '/locked', '/join', '/recover', '/dev/components'];
/** No link leads there before something was done: looked at in second-step.spec.ts and joining.spec.ts. */
const AFTER_AN_ACT = [
  '/confirm',
  '/keys/recovery/drill',
  '/keys/recovery/sheets',
  '/organisations/invitations/*',
  '/people/invitations/*',
  '/second-step',
];

const languageOf = (turn: number): Language => LANGUAGES[turn % LANGUAGES.length]!;

/** A page with scripts and its twin without, both signed in as the same member. */
interface Readers {
  page: Page;
  plain: Page;
}

async function readersOf(page: Page): Promise<Readers> {
  const context = await page
    .context()
    .browser()!
    .newContext({
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
      viewport: { width: 320, height: 700 },
    });
  const plain = await context.newPage();
  await plain.goto('/login');
  return { page, plain };
}

/** One page: both colours, a screen, a screen at 200 %, and a phone; in the other languages on a phone without scripts. */
async function lookAt({ page, plain }: Readers, address: string, turn: number): Promise<void> {
  await openIn(page, address, languageOf(turn));
  await expectAccessible(page);
  await expectFits(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'colours');
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 700 });
    await expectFits(page);
  }
  for (const language of [languageOf(turn + 1), languageOf(turn + 2)]) {
    await speak(plain, language);
    await plain.goto(address);
    await expectWorded(plain, language);
    await expectFits(plain);
  }
}

/** A page that is built like one that was looked at: what it says differs, so its words and how they fit a phone. */
async function lookAgain({ page }: Readers, address: string, turn: number): Promise<void> {
  await openIn(page, address, languageOf(turn));
  await page.setViewportSize({ width: 320, height: 700 });
  await expectFits(page);
}

async function openIn(page: Page, address: string, language: Language): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await speak(page, language);
  await page.goto(address);
  await expectWorded(page, language);
}

const looked = new Set<string>();

for (const [role, { from, to }] of Object.entries(WALKS)) {
  test(`every page that a ${role} reaches by links can be read by everybody and fits a phone`, async ({ signedIn }) => {
    test.setTimeout(Number(process.env.SLOW ?? 420_000));
    const page = await signedIn(role);
    await speak(page, 'en');
    const found = await pagesFrom(page, from, to);
    expect([...new Set(found.map(({ kind }) => kind))]).toEqual(expect.arrayContaining(to));
    const complaints = complaintsOf(page);
    const readers = await readersOf(page);
    for (const [turn, { kind, build, address }] of found.entries()) {
      const look = looked.has(kind + build) ? lookAgain : lookAt;
      await look(readers, address, turn);
      looked.add(kind + build);
    }
    await readers.plain.context().close();
    expect(complaints).toEqual([]);
  });
}

test('no kind of page is left out of the walks', () => {
  const walked = new Set([...PUBLIC, ...AFTER_AN_ACT, ...Object.values(WALKS).flatMap(({ to }) => to)]);
  expect(PAGE_KINDS.filter((kind) => !walked.has(kind))).toEqual([]);
  expect(PAGE_KINDS.length).toBeGreaterThan(40);
  expect(kindOf('/cases/new')).toBe('/cases/new');
});

test('what is open to everybody, and what is not there', async ({ page }) => {
  test.setTimeout(Number(process.env.SLOW ?? 240_000));
  await page.goto('/login');
  const readers = await readersOf(page);
  for (const [turn, [address, status]] of [
    ['/login', 200],
    ['/locked', 200],
    ['/join', 200],
    ['/recover', 200],
    ['/dev/components', 200],
    ['/nowhere', 404],
  ].entries()) {
    expect((await page.goto(String(address)))?.status(), String(address)).toBe(status);
    await lookAt(readers, String(address), turn);
  }
  await readers.plain.context().close();
});

test('a refusal and an absence are pages too', async ({ signedIn }) => {
  const page = await signedIn('supervisor');
  await page.goto('/cases');
  const theCase = await page.locator('main a[href^="/cases/"]').first().getAttribute('href');
  const readers = await readersOf(page);
  for (const [turn, [address, status]] of [
    [`${theCase}/tasks`, 403],
    [`/cases/${crypto.randomUUID()}`, 404],
  ].entries()) {
    expect((await page.goto(String(address)))?.status()).toBe(status);
    await lookAt(readers, String(address), turn);
  }
  await readers.plain.context().close();
});

test('a form that was not taken says where, keeps what was typed, and can be read by everybody', async ({
  signedIn,
}) => {
  const page = await signedIn('caseworker');
  await choose(page, 'en');
  await page.goto('/cases/new');
  await page.getByLabel('Safe days and hours').fill('Fictional hours');
  await page.getByRole('button', { name: 'Open the case' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByLabel('Safe days and hours')).toHaveValue('Fictional hours');
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'colours');
  await page.setViewportSize({ width: 320, height: 700 });
  await expectFits(page);
});

test('the checks find what they are for', async ({ page }) => {
  await page.goto('/login');
  await speak(page, 'en');
  await page.reload();
  await expectAccessible(page);
  const plant = (html: string) =>
    page.locator('main').evaluate((main, added) => main.insertAdjacentHTML('beforeend', added), html);
  await plant('<p id="pale">pale</p><button id="small"></button>');
  await page.locator('#pale').evaluate((p) => (p.style.color = '#bbb'));
  await expect(expectAccessible(page)).rejects.toThrow(/color-contrast[^]*|button-name/);
  await expect(expectAccessible(page, 'colours')).rejects.toThrow(/color-contrast/);
  await plant('<div id="box"><span id="long">longword</span></div>');
  await expectFits(page);
  await page
    .locator('#box')
    .evaluate((box) => Object.assign(box.style, { width: '9px', overflow: 'hidden', whiteSpace: 'nowrap' }));
  await expect(expectFits(page)).rejects.toThrow(/DIV/);
  await plant('<h2>signIn.title</h2>');
  await expect(expectWorded(page, 'en')).rejects.toThrow(/keys where texts/);
});
