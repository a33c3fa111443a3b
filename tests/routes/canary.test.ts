import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connectedAs, testDatabase } from '../support/database.ts';
import { formsOf, searchBytes, searchFiles } from '../support/canary.ts';
import { cookieOf, send, startServer, type Fields, type RunningServer } from '../support/running-server.ts';
import { aReadyCase, freeze, NAME } from '../support/packets.ts';
import { createWorld, type World } from '../support/world.ts';

/**
 * Unlikely names, numbers and phrases are typed into every form over HTTP. Then all that is on the disk (tables, indexes,
 * write-ahead log, temporary files, PostgreSQL's log), all that the server wrote and every error page is searched for them.
 */
const made: string[] = [];
/** A text that stands nowhere else; each use has its own. */
function canary(where: string): string {
  const text = `Qyrzelith-${where}-Vombrakaj-${Math.trunc(Math.random() * 1e9)}`;
  made.push(text);
  return text;
}

let world: World;
let server: RunningServer;
const pages: Buffer[] = [];

beforeAll(async () => {
  [world, server] = await Promise.all([createWorld(), startServer({ LOG_LEVEL: 'trace' })]);
}, 240_000);
afterAll(() => server?.stop());

/** What the page's forms carry unseen, so that a post is one that a browser could have sent. */
function hiddenIn(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name && name !== 'intent' && name !== '_once') fields[name] ??= /value="([^"]*)"/.exec(tag)?.[1] ?? '';
  }
  return fields;
}

/** Opens a page, fills in its form and posts it. Answers where it led. */
async function fill(cookie: string, page: string, fields: Fields, to = page): Promise<string> {
  const html = await (await send(server, page, { cookie })).text();
  const response = await send(server, to, { cookie, fields: { ...hiddenIn(html), ...fields } });
  const body = await response.text();
  if (response.status >= 400)
    throw new Error(`${to} answered ${response.status}: ${/field-error[^<]*<|"error":[^}]*/.exec(body)?.[0] ?? ''}`);
  return response.headers.get('Location') ?? '';
}

/** Takes the newest letter of a packet out of its envelope and reads it. */
/** Opens the newest letter and answers its address. */
async function openLetter(cookie: string, packet: string): Promise<string> {
  const html = await (await send(server, packet, { cookie })).text();
  const [letter = ''] = /\/packets\/[0-9a-f-]{36}\/letters\/[0-9a-f-]{36}/.exec(html) ?? [];
  await fill(cookie, letter, {});
  expect((await send(server, letter, { cookie })).status).toBe(200);
  return letter;
}

/** An address or a body that is refused. Its page is searched; what a 422 repeats to the one who typed it is not. */
async function refusedPage(address: string, sent: Parameters<typeof send>[2], status: number): Promise<void> {
  const response = await send(server, address, sent);
  expect([address, response.status]).toEqual([address, status]);
  pages.push(Buffer.from(await response.arrayBuffer()));
}

describe('what is typed', () => {
  test('into the forms of a case, a session, a statement, an application, evidence, a task and a draft is accepted', async () => {
    const cookies = {
      caseworker: await cookieOf(server, world.north.members.caseworker.email),
      lawyer: await cookieOf(server, world.north.members.lawyer.email),
      counsellor: await cookieOf(server, world.north.members.counsellor.email),
      supervisor: await cookieOf(server, world.north.members.supervisor.email),
    };
    const contact = {
      channel: 'phone',
      contact: canary('contact'),
      hours: canary('hours'),
      mayAnswer: canary('may-answer'),
    };
    const at = /\/cases\/[0-9a-f-]{36}/.exec(await fill(cookies.caseworker, '/cases/new', contact))?.[0] ?? '';
    for (const member of [world.north.members.lawyer, world.north.members.counsellor]) {
      await fill(cookies.supervisor, `${at}/assignments`, { intent: 'assign', memberId: member.actor.id });
    }
    const person = {
      fullName: canary('name'),
      phone: canary('phone'),
      address: canary('address'),
      nextOfKin: canary('kin'),
      numberKind: 'other_document',
      personalNumber: canary('number').slice(0, 40),
    };
    made.push(person.personalNumber);
    await fill(cookies.caseworker, `${at}/identity`, person);
    const consent = {
      decision: 'given',
      method: 'oral',
      language: 'sq',
      categories: ['identity', 'contact', 'casework'],
      givenOn: '2026-01-15',
    };
    await fill(cookies.caseworker, `${at}/consents/1`, { intent: 'record', ...consent, note: canary('consent') });
    await fill(cookies.caseworker, `${at}/consents/1`, { intent: 'withdraw', note: canary('withdrawal') }).catch(
      () => undefined,
    );
    await fill(cookies.caseworker, `${at}/tasks`, { intent: 'add', kind: 'follow_up', text: canary('task') });
    const session = { heldOn: '2026-11-20', durationMinutes: '50' };
    await fill(cookies.counsellor, `${at}/sessions/new`, {
      intent: 'psychosocial',
      ...session,
      service: 'individual_counselling',
      place: canary('place'),
      note: canary('counselling'),
    });
    await fill(cookies.lawyer, `${at}/sessions/new`, {
      intent: 'legal',
      ...session,
      service: 'legal_counselling',
      note: canary('advice'),
    });
    const list = await (await send(server, `${at}/sessions`, { cookie: cookies.counsellor })).text();
    const [written = ''] = /\/cases\/[0-9a-f-]{36}\/sessions\/[0-9a-f-]{36}/.exec(list) ?? [];
    await fill(cookies.counsellor, written, {
      intent: 'psychosocial',
      ...session,
      service: 'individual_counselling',
      place: canary('corrected-place'),
      note: canary('corrected-note'),
      reason: canary('correction'),
      seenVersion: '1',
    });
    const referral = await fill(cookies.caseworker, `${at}/referrals/new`, {
      referredOn: '2026-11-20',
      service: 'health',
      recipient: canary('service'),
      way: 'told',
      note: canary('referral'),
    });
    const referrals = await (await send(server, referral, { cookie: cookies.caseworker })).text();
    const [referred = ''] = /\/cases\/[0-9a-f-]{36}\/referrals\/[0-9a-f-]{36}/.exec(referral + referrals) ?? [];
    const came = { outcome: 'helped', outcomeOn: '2026-11-21', outcomeNote: canary('what-came-of-it') };
    await fill(cookies.caseworker, referred, came);
    await fill(cookies.lawyer, `${at}/statement`, { intent: 'start', language: 'sq' });
    await fill(cookies.lawyer, `${at}/statement`, { intent: 'save', text: canary('statement').repeat(40) });
    await fill(cookies.lawyer, `${at}/application/1`, { text: canary('application') });
    const file = new File([`${canary('file')}\n`.repeat(2_000)], `${canary('filename')}.txt`, { type: 'text/plain' });
    await fill(cookies.lawyer, `${at}/evidence/new`, {
      evidenceType: 'cso_documentation',
      title: canary('title'),
      provenance: canary('provenance'),
      file,
    });
    await fill(
      cookies.caseworker,
      '/tasks',
      { form: `${at}/identity`, fields: JSON.stringify({ fullName: canary('draft') }) },
      '/drafts',
    );
    await fill(cookies.supervisor, `${at}/break-glass`, { reason: `${canary('reason')} because nobody else is there` });
    for (const page of [`${at}/identity`, `${at}/consents`, `${at}/sessions`, `${at}/tasks`])
      await (await send(server, page, { cookie: cookies.caseworker })).text();
    expect(made.length).toBeGreaterThan(25);
  }, 180_000);

  test('and what a packet froze, its hand-over, its review, its letters and its decision are accepted', async () => {
    const { caseId } = await aReadyCase(world);
    const packet = `/packets/${await freeze(world, caseId)}`;
    made.push(NAME);
    const { lawyer: sender } = world.north.members;
    const { secretary: keeper, chair: head, reviewer: reader } = world.commission.members;
    const [lawyer, secretary, chair, reviewer] = await Promise.all(
      [sender, keeper, head, reader].map(({ email }) => cookieOf(server, email)),
    );
    if (!lawyer || !secretary || !chair || !reviewer) throw new Error('Somebody is missing.');
    const handover = {
      handedOverOn: new Date().toISOString().slice(0, 10),
      route: 'secretariat',
      receivedBy: canary('received-by'),
    };
    await fill(lawyer, packet, { intent: 'handover', ...handover });
    await fill(lawyer, packet, { intent: 'refer', sure: 'yes' });
    const inbox = packet.replace('/packets/', '/inbox/');
    const file = await fill(secretary, inbox, { registrationNumber: `2026/${Math.trunc(Math.random() * 1e6)}` });
    expect(file).toMatch(/^\/files\//);

    const gaps = ['authorisation', 'witness_statement'];
    await fill(secretary, `${file}/request`, { gaps, text: `${canary('request')} is what is asked for` });
    const letter = await openLetter(lawyer, packet);
    await fill(lawyer, `${letter}/answer`, { note: canary('answer'), sure: 'on' });
    await fill(secretary, `${file}/completeness`, { intent: 'supplemented' });
    await fill(chair, file, { intent: 'assign', memberId: reader.actor.id });
    await fill(reviewer, file, { intent: 'conflict', conflict: 'none' });
    await fill(reviewer, `${file}/notes`, {
      'circumstances.assessment': 'met',
      'circumstances.text': canary('note'),
      'consistency.assessment': 'unclear',
      'consistency.text': canary('second-note'),
    });
    for (const page of [`${file}/packet`, `${file}/notes`]) {
      expect((await send(server, page, { cookie: reviewer })).status, page).toBe(200);
    }
    await fill(chair, `${file}/decision`, {
      outcome: 'rejected',
      reasons: `${canary('reasons')} `.repeat(6),
      remedy: `${canary('remedy')} within the time`,
      sure: 'on',
    });
    await openLetter(lawyer, packet);
    for (const [cookie, page] of [
      [secretary, `${file}/identity`],
      [lawyer, packet],
    ] as const) {
      expect((await send(server, page, { cookie })).status, page).toBe(200);
    }
  }, 180_000);

  test('into a group session, a review that is returned and a removal is accepted', async () => {
    const { caseworker, counsellor, lawyer, secondLawyer, supervisor } = world.north.members;
    const cookie = Object.fromEntries(
      await Promise.all(
        Object.entries({ caseworker, counsellor, lawyer, secondLawyer, supervisor }).map(
          async ([name, { email }]) => [name, await cookieOf(server, email)] as const,
        ),
      ),
    ) as Record<'caseworker' | 'counsellor' | 'lawyer' | 'secondLawyer' | 'supervisor', string>;
    const opened = await fill(cookie.caseworker, '/cases/new', { channel: 'phone', contact: canary('second-contact') });
    const at = /\/cases\/[0-9a-f-]{36}/.exec(opened)?.[0] ?? '';
    for (const { actor } of [counsellor, lawyer, secondLawyer]) {
      await fill(cookie.supervisor, `${at}/assignments`, { intent: 'assign', memberId: actor.id });
    }
    await fill(cookie.counsellor, '/groups/new', {
      service: 'group_counselling',
      heldOn: '2026-11-20',
      durationMinutes: '60',
      place: canary('group-place'),
      topic: canary('topic'),
      note: canary('group-note'),
      'attendees[0].present': 'on',
      'attendees[0].note': canary('attendee-note'),
    });
    await fill(cookie.lawyer, `${at}/application`, { intent: 'readiness', readiness: 'wants_to_apply' });
    await fill(cookie.lawyer, `${at}/application/2`, { text: canary('second-section') });
    const added = { evidenceType: 'other', title: canary('second-title'), file: new File(['Fictional.'], 'a.txt') };
    const list = await fill(cookie.lawyer, `${at}/evidence/new`, added);
    const pieces = await (await send(server, list, { cookie: cookie.lawyer })).text();
    const [piece = ''] = /\/cases\/[0-9a-f-]{36}\/evidence\/[0-9a-f-]{36}/.exec(pieces) ?? [];
    await fill(cookie.lawyer, piece, { reason: canary('removal') });
    await fill(cookie.lawyer, `${at}/application`, { intent: 'ready' });
    await fill(cookie.secondLawyer, `${at}/application/review`, { outcome: 'returned', note: canary('review-note') });
    for (const page of ['/groups', `${at}/sessions`, `${at}/application`])
      expect((await send(server, page, { cookie: cookie.counsellor })).status, page).toBeLessThan(500);
  }, 180_000);

  test('into an address or a body that is refused does not come back', async () => {
    const cookie = await cookieOf(server, world.north.members.caseworker.email);
    const absent = `/cases/${crypto.randomUUID()}`;
    await refusedPage(`/${canary('path')}`, { cookie }, 404);
    await refusedPage(`${absent}/identity`, { cookie, fields: { fullName: canary('refused') } }, 404);
    await refusedPage(
      '/cases/new',
      { cookie, fields: { contact: canary('elsewhere') }, headers: { Origin: 'https://elsewhere.example' } },
      403,
    );
    await refusedPage('/people', { cookie, fields: { intent: canary('intent') } }, 405);
    await send(server, '/cases/new', { cookie, fields: { channel: canary('invalid') } });
    await send(server, `/cases?code=${canary('query')}`, { cookie });
    await send(server, '/login', { fields: { email: `${canary('mail')}@example.org`, password: canary('password') } });
  }, 60_000);

  test('while the database does not answer does not come back', async () => {
    const broken = new URL(testDatabase().urls.app);
    broken.password = 'wrong';
    const other = await startServer({ LOG_LEVEL: 'trace', LINDEN_APP_URL: broken.href });
    try {
      const cookie = await cookieOf(other, world.north.members.lawyer.email);
      const response = await send(other, '/cases/new', {
        cookie,
        fields: { channel: 'phone', contact: canary('broken') },
      });
      expect(response.status).toBeGreaterThanOrEqual(500);
      pages.push(Buffer.from(await response.arrayBuffer()), Buffer.from(other.output()));
    } finally {
      await other.stop();
    }
  }, 60_000);
});

describe('the search', () => {
  const disk = () => inject('postgres').dataDir;

  test('finds nothing of it: not on the disk, not in what the server wrote, not on an error page', async () => {
    await connectedAs('superuser', (client) => client.query('CHECKPOINT'));
    expect(made.length).toBeGreaterThan(50);
    const { found, files, bytes } = searchFiles(disk(), made);
    expect(found).toEqual([]);
    expect(files).toBeGreaterThan(500);
    expect(bytes).toBeGreaterThan(16 * 1024 * 1024);
    expect(searchBytes('server', Buffer.from(server.output()), made)).toEqual([]);
    expect(server.output()).toContain('"path":"/login"');
    expect(pages.length).toBeGreaterThan(4);
    // A page knows its own address: what stands in the address bar stands in it too.
    const entered = made.filter((text) => !text.includes('-path-'));
    for (const [number, page] of pages.entries()) expect(searchBytes(`page ${number}`, page, entered)).toEqual([]);
  }, 180_000);

  test('finds one in a planted plaintext column, in its table and in the log that was written first', async () => {
    const planted = canary('planted');
    await connectedAs('superuser', async (client) => {
      await client.query('CREATE TABLE casework.planted (id int, nickname text)');
      await client.query('INSERT INTO casework.planted VALUES (1, $1)', [planted]);
      await client.query('CHECKPOINT');
    });
    const { found } = searchFiles(disk(), [planted]);
    expect(found.some((name) => name.includes('base/'))).toBe(true);
    expect(found.some((name) => name.includes('pg_wal/'))).toBe(true);
  }, 120_000);

  test('knows a text in its other forms too', () => {
    const text = 'Qyrzelith-form-Vombrakaj-1';
    const other = [
      Buffer.from(text, 'utf16le').toString('latin1'),
      Buffer.from(text).toString('hex'),
      Buffer.from(`x${text}`).toString('base64'),
      Buffer.from(`xy${text}`).toString('base64'),
    ];
    for (const form of other)
      expect(searchBytes('file', Buffer.from(`before ${form} after`, 'latin1'), [text])).toHaveLength(1);
    expect(formsOf(text).every((form) => form.length > 20)).toBe(true);
    expect(searchBytes('file', Buffer.from('before after'), [text])).toEqual([]);
  });
});
