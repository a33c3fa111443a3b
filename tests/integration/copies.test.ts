import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { breakGlass } from '#app/features/cases/break-glass.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import { assignCase } from '#app/features/cases/change-team.server.ts';
import { askForCopy } from '#app/features/copies/ask-for-copy.server.ts';
import { CopyFileQuery, CopySchema, type CopyFormat } from '#app/features/copies/copy.schema.ts';
import { downloadCopy } from '#app/features/copies/download-copy.server.ts';
import { saveIdentity } from '#app/features/cases/save-identity.server.ts';
import { viewCopy } from '#app/features/copies/view-copy.server.ts';
import { readCoded } from '#app/features/review-files/read-received.server.ts';
import { correctSession } from '#app/features/sessions/correct-session.server.ts';
import { recordReferral } from '#app/features/referrals/record-referral.server.ts';
import { recordSession } from '#app/features/sessions/record-session.server.ts';
import { addTask } from '#app/features/tasks/add-task.server.ts';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Redirect } from '#app/kernel/audit-events.ts';
import { Forbidden, NotFound } from '#app/kernel/errors.ts';
import { renewSession } from '#app/kernel/sessions.server.ts';
import { STEP_UP_MINUTES } from '#app/kernel/step-up.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import { ask, cookieFor } from '../support/asking.ts';
import { aCase, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { aFileUnderReview, NAME, onFile } from '../support/packets.ts';
import { createWorld, type World } from '../support/world.ts';

const COUNSELLING = 'Qyrzelith counselling';
const ADVICE = 'Qyrzelith advice';
const STORY = 'Qyrzelith statement';
const TASK = 'Qyrzelith task';
const REFERRAL = 'Qyrzelith referral';
const BEFORE = 'Qyrzelith before';
const WORDS = { NAME, COUNSELLING, ADVICE, STORY, TASK, REFERRAL, BEFORE };

let world: World;
let caseId: string;
let code: string;
let otherId: string;

beforeAll(async () => {
  world = await createWorld();
  const { caseworker, counsellor, lawyer, supervisor } = world.north.members;
  const { reviewer } = world.commission.members;
  const review = await aFileUnderReview(world, { story: STORY });
  caseId = review.caseId;
  await onCase(supervisor, 'assignCase', caseId, (uow) => assignCase(uow, caseId, counsellor.actor.id));
  const session = { heldOn: '2026-11-20', durationMinutes: 50 };
  await onCase(counsellor, 'recordPsychosocial', caseId, (uow) =>
    recordSession(uow, caseId, 'psychosocial', { ...session, service: 'individual_counselling', note: BEFORE }),
  );
  const [row] = await connectedAs('superuser', async (client) => {
    const found = await client.query('SELECT id FROM casework.support_session WHERE case_id = $1', [caseId]);
    return found.rows as { id: string }[];
  });
  await onCase(counsellor, 'recordPsychosocial', caseId, (uow) =>
    correctSession(uow, caseId, row!.id, 'psychosocial', {
      ...{ ...session, service: 'individual_counselling', note: COUNSELLING },
      ...{ seenVersion: 1, reason: 'A fictional slip.' },
    }),
  );
  await onCase(lawyer, 'recordLegal', caseId, (uow) =>
    recordSession(uow, caseId, 'legal', { ...session, service: 'legal_counselling', note: ADVICE }),
  );
  await onCase(caseworker, 'recordCasework', caseId, (uow) => addTask(uow, caseId, { kind: 'follow_up', text: TASK }));
  const referral = { referredOn: '2026-11-20', service: 'health', way: 'told', categories: [] } as const;
  await onCase(caseworker, 'recordReferral', caseId, (uow) =>
    recordReferral(uow, caseId, { ...referral, categories: [], recipient: 'Fictional service', note: REFERRAL }),
  );
  await onFile(reviewer, 'readFileCoded', review.fileId, (uow) => readCoded(uow, review.fileId), new Date());
  await onCase(supervisor, 'breakGlass', caseId, (uow) => breakGlass(uow, caseId, 'Qyrzelith reason'));
  otherId = await aCase(world.north.members.colleague, supervisor);
  code = (
    await connectedAs('superuser', (client) =>
      client.query('SELECT code FROM casework.case_file WHERE id = $1', [caseId]),
    )
  ).rows[0].code;
}, 120_000);

const wish = { language: 'sq', asked: 'in_person', sure: true } as const;
const write = (member: SignedIn, id = caseId) => onCase(member, 'makeCopy', id, (uow) => askForCopy(uow, id, wish));

async function made(member: SignedIn, format: CopyFormat, language: Language = 'sq'): Promise<Buffer> {
  await write(member);
  const response = await onCase(member, 'makeCopy', caseId, (uow) => downloadCopy(uow, caseId, { format, language }));
  if (response instanceof Redirect) throw new Error('no copy');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(response.headers.get('Content-Disposition')).toBe(`attachment; filename="${code}-${language}.${format}"`);
  return Buffer.from(await response.arrayBuffer());
}

async function pagesOf(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text.map((page) => page.replace(/\u200b/g, '').replace(/\s+/g, ' '));
}

interface Read {
  day: string;
  readings: {
    who: { code: string; label: string };
    act: { code: string };
    why: { code: string } | null;
    times: number;
    from: string | null;
  }[];
}
const objectOf = async (member: SignedIn) =>
  JSON.parse((await made(member, 'json')).toString()) as {
    format: string;
    parts: { held: { code: string }[]; to_be_added_by_others: { code: string }[] };
    sections: { key: string; records: Record<string, unknown>[] }[];
    who_read: Read[];
    [key: string]: unknown;
  };
const readingsOf = ({ who_read }: { who_read: Read[] }) => who_read.flatMap(({ readings }) => readings);

describe('a copy for the person', { timeout: 60_000 }, () => {
  it.each([
    ['caseworker', ['identity', 'casework'], { NAME, TASK, REFERRAL }],
    ['counsellor', ['identity', 'casework', 'psychosocial'], { NAME, TASK, REFERRAL, COUNSELLING, BEFORE }],
    ['lawyer', ['identity', 'casework', 'legal'], { NAME, TASK, REFERRAL, ADVICE, STORY }],
  ] as const)(
    'of a %s holds what she may read and nothing else, on paper and for a machine',
    async (name, parts, holds) => {
      const member = world.north.members[name];
      const json = await made(member, 'json');
      const pdf = (await pagesOf(await made(member, 'pdf'))).join(' ');
      const wanted = Object.entries(WORDS).map(([word, text]) => [
        word,
        Object.values(holds).includes(text as never),
        text,
      ]);
      for (const [word, held, text] of wanted) {
        expect([word, json.includes(String(text))]).toEqual([word, held]);
        expect([word, pdf.includes(String(text))]).toEqual([word, held]);
      }
      const object = JSON.parse(json.toString()) as Awaited<ReturnType<typeof objectOf>>;
      expect(object).toMatchObject({
        format: 'linden/copy/1',
        language: 'sq',
        case: code,
        made_by: member.actor.displayName,
      });
      expect(object.parts.held.map((part) => part.code)).toEqual(parts);
      expect(json.includes('Qyrzelith reason')).toBe(false);
    },
  );

  it('names no act that would tell of a part which its maker may not know of', async () => {
    const { caseworker, counsellor, lawyer } = world.north.members;
    const acts = async (member: SignedIn) => readingsOf(await objectOf(member)).map(({ act }) => act.code);
    const legal = /^(statement|application|evidence|letter)\./;
    const support = /^(session|sessions|group_session)\./;
    const [first, second, third] = [await acts(caseworker), await acts(counsellor), await acts(lawyer)];
    expect(first.filter((act) => legal.test(act) || support.test(act))).toEqual([]);
    expect(second.filter((act) => legal.test(act))).toEqual([]);
    expect(second).toContain('session.recorded');
    expect(third.filter((act) => support.test(act))).toEqual([]);
    expect(third).toEqual(expect.arrayContaining(['statement.approved', 'application.reviewed', 'evidence.added']));
    for (const told of [first, second, third]) {
      expect(told).toContain('file');
      expect(told).not.toContain('case.viewed');
    }
  });

  it('of a legal officer tells neither that a counsellor works on it nor when she did, and the other way round', async () => {
    const { caseworker, counsellor, lawyer } = world.north.members;
    for (const [member, hidden] of [
      [lawyer, ['counsellor']],
      [counsellor, ['legal_officer']],
      [caseworker, ['counsellor', 'legal_officer']],
    ] as const) {
      const object = await objectOf(member);
      const codes = (rows: { code: string }[]) => rows.flatMap(({ code: one }) => one.split('+'));
      const readings = readingsOf(object);
      const team = object.sections.find(({ key }) => key === 'team')!.records as {
        role: { code: string } | { code: string }[];
      }[];
      const named = [...codes(readings.map(({ who }) => who)), ...codes(team.flatMap(({ role }) => role))];
      for (const role of hidden) expect(named).not.toContain(role);
      expect(named).toContain('colleague');
      const colleagues = readings.filter(({ who }) => who.code === 'colleague');
      expect(new Set(colleagues.map(({ act, from }) => `${act.code} ${from}`))).toEqual(new Set(['file null']));
    }
  });

  it('names every key that it uses and gives codes with labels in her language', async () => {
    const object = await objectOf(world.north.members.lawyer);
    const labels = object['labels'] as Record<string, string>;
    const keys = new Set(object.sections.flatMap(({ records }) => records.flatMap((record) => Object.keys(record))));
    expect([...keys].filter((key) => !labels[key])).toEqual([]);
    const consents = object.sections.find(({ key }) => key === 'consents')!.records;
    const codes = translator('sq', 'codes');
    expect(consents.map(({ purpose }) => purpose)).toContainEqual({
      code: 'commission_submission',
      label: codes('codes:consentPurpose.commission_submission'),
    });
    const { reviewer } = world.commission.members;
    const submission = consents.find(({ purpose }) => (purpose as { code: string }).code === 'commission_submission')!;
    const words = translator('sq', 'consents');
    expect(submission['meaning']).toBe(words('meaning.commission_submission'));
    expect(submission['recipient']).toBe(words('recipient.to', { organisation: reviewer.actor.organisationName }));
    const letters = object.sections.find(({ key }) => key === 'packets')!.records;
    expect(letters[0]).toMatchObject({ state: { code: 'under_review' } });
  });

  it('says who read and why: the commission without a name, a colleague by her role, emergency access without its reason', async () => {
    const { colleague, caseworker, lawyer } = world.north.members;
    await onCase(colleague, 'readCase', otherId, (uow) => viewCase(uow, otherId));
    await connectedAs('superuser', (client) =>
      client.query(`UPDATE directory.member SET display_name = 'Qyrzelith reviewer' WHERE id = $1`, [
        world.commission.members.reviewer.actor.id,
      ]),
    );
    const readings = readingsOf(await objectOf(caseworker));
    expect(readings).toContainEqual(
      expect.objectContaining({
        who: expect.objectContaining({ code: 'commission' }),
        act: expect.objectContaining({ code: 'file.packet_read' }),
        why: expect.objectContaining({ code: 'review' }),
        times: 1,
      }),
    );
    expect(readings.find(({ act }) => act.code === 'glass.broken')).toMatchObject({
      who: { code: 'supervisor' },
      why: { code: 'supervision' },
    });
    const legal = await made(lawyer, 'json');
    for (const name of [
      'Qyrzelith reviewer',
      world.commission.members.reviewer.actor.displayName,
      world.commission.members.reviewer.actor.id,
    ])
      expect(legal.includes(name)).toBe(false);
    // The other case was opened by its caseworker a moment ago; of this one nobody but her team opened the page.
    const count = await connectedAs('superuser', (client) =>
      client.query('SELECT count(*)::int AS n FROM audit.event WHERE case_id = $1 AND organisation_id = $2', [
        caseId,
        world.north.id,
      ]),
    );
    const after = readingsOf(await objectOf(caseworker)).reduce((sum, { times }) => sum + times, 0);
    // One event more: how she asked, just now.
    expect(after).toBe(count.rows[0].n + 1);
  });

  it('carries who made it, when and how she asked on every page, in each language', async () => {
    const { caseworker } = world.north.members;
    for (const language of ['sq', 'sr', 'en'] as const) {
      const pdf = await made(caseworker, 'pdf', language);
      const asked = translator(language, 'codes')('codes:copyAsked.in_person');
      const pages = await pagesOf(pdf);
      expect(pages.length).toBeGreaterThan(2);
      for (const page of pages) {
        expect(page).toContain(caseworker.actor.displayName);
        expect(page).toContain(asked);
      }
      expect(pdf.toString('latin1')).toMatch(/pdfuaid:part>1</);
      expect(pdf.toString('latin1')).toMatch(new RegExp(`/Lang ?\\(${language}\\)`));
    }
  });

  it('is recorded with format, language, parts and the checksum of the file that left', async () => {
    const { counsellor } = world.north.members;
    const json = await made(counsellor, 'json', 'sr');
    const { rows } = await connectedAs('superuser', (client) =>
      client.query(
        `SELECT * FROM audit.event WHERE type = 'copy.made' AND case_id = $1 ORDER BY sequence DESC LIMIT 1`,
        [caseId],
      ),
    );
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(json))).toString('hex');
    expect(rows[0]).toMatchObject({
      actor_id: counsellor.actor.id,
      purpose: 'in_person',
      detail: { format: 'json', language: 'sr', parts: ['identity', 'casework', 'psychosocial'], sha256: digest },
    });
  });
});

describe('the language of a copy', { timeout: 60_000 }, () => {
  it('is hers as far as it is known, and else asked for', async () => {
    const { caseworker, supervisor } = world.north.members;
    const id = await aCase(caseworker, supervisor);
    const offered = async () => {
      const view = await onCase(caseworker, 'makeCopy', id, (uow) => viewCopy(uow, id, undefined));
      if (view instanceof Redirect) throw new Error('no page');
      return view.language;
    };
    const prefers = (workerLanguage: 'tr' | 'sr', rowVersion: number) =>
      onCase(caseworker, 'editIdentity', id, (uow) => saveIdentity(uow, id, { workerLanguage, rowVersion }));
    expect(await offered()).toBeNull();
    await prefers('tr', 1);
    expect(await offered()).toBeNull();
    await prefers('sr', 2);
    expect(await offered()).toBe('sr');
  });
});

describe('nobody', { timeout: 60_000 }, () => {
  it('makes a copy of a case that she does not work on: not another organisation, not a colleague, not a supervisor', async () => {
    const of = (member: SignedIn, id = caseId) => onCase(member, 'makeCopy', id, (uow) => viewCopy(uow, id, undefined));
    await expect(of(world.south.members.caseworker)).rejects.toThrow(NotFound);
    await expect(of(world.north.members.colleague)).rejects.toThrow(NotFound);
    await expect(of(world.north.members.caseworker, otherId)).rejects.toThrow(NotFound);
    await expect(of(world.north.members.supervisor)).rejects.toThrow(Forbidden);
    await expect(of(world.commission.members.secretary)).rejects.toThrow(NotFound);
  });

  it('fetches one before it is written down how the person asked, or long after, or after somebody else wrote it down', async () => {
    const { caseworker, colleague, counsellor, supervisor } = world.north.members;
    const id = await aCase(caseworker, supervisor, [colleague, counsellor]);
    const fetch = (member: SignedIn, now = new Date()) =>
      onCase(member, 'makeCopy', id, (uow) => downloadCopy(uow, id, { format: 'json', language: 'en' }), now);
    expect(await fetch(caseworker)).toBeInstanceOf(Redirect);
    await write(caseworker, id);
    expect(await fetch(caseworker)).toBeInstanceOf(Response);
    expect(await fetch(counsellor)).toBeInstanceOf(Redirect);
    expect(await fetch(caseworker, new Date(Date.now() + (STEP_UP_MINUTES + 1) * 60_000))).toBeInstanceOf(Redirect);
  });

  it('is let through without a fresh confirmation, neither to the page nor to the file nor with the form', async () => {
    const theCase = { action: 'makeCopy', params: CaseParams, resource: caseResource } as const;
    const page = actorLoader(theCase, ({ uow, params }) => viewCopy(uow, params.caseId, undefined));
    const file = actorLoader({ ...theCase, query: CopyFileQuery }, ({ uow, params, query }) =>
      downloadCopy(uow, params.caseId, query),
    );
    const form = actorAction({ ...theCase, form: CopySchema }, ({ uow, params, form: said }) =>
      askForCopy(uow, params.caseId, said),
    );
    const fresh = await cookieFor(world.north.members.caseworker.email);
    const stale = (await renewSession(fresh, new Date(Date.now() - (STEP_UP_MINUTES + 1) * 60_000))).split(';')[0]!;
    const old = { cookie: stale, params: { caseId }, address: `/cases/${caseId}/copy` };
    const to = `/confirm?to=${encodeURIComponent(old.address)}`;
    const fields = { language: 'sq', asked: 'in_writing', sure: 'on' };
    expect(await ask(page, old)).toMatchObject({ status: 302, location: to });
    expect(await ask(file, old)).toMatchObject({ status: 302, location: to });
    expect(await ask(form, { ...old, fields })).toMatchObject({ status: 307, location: to });

    const now = { ...old, cookie: await cookieFor(world.north.members.caseworker.email) };
    expect(await ask(form, { ...now, fields: { language: 'sq', asked: 'in_writing' } })).toMatchObject({
      status: 422,
      body: { lastResult: { error: { sure: ['tick'] } } },
    });
    expect(await ask(form, { ...now, fields })).toMatchObject({
      status: 303,
      location: `/cases/${caseId}/copy?language=sq`,
    });
    expect((await ask(page, now)).body).toMatchObject({ asked: 'in_writing', others: ['psychosocial', 'legal'] });
    expect((await ask(file, now)).status).toBe(200);
  });
});
