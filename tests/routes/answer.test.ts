import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { addEvidence } from '#app/features/evidence/add-evidence.server.ts';
import { openLetter } from '#app/features/packets/open-letter.server.ts';
import { viewPacket } from '#app/features/packets/view-packet.server.ts';
import { requestDocuments } from '#app/features/review-files/request-documents.server.ts';
import { writeNotes } from '#app/features/review-files/review-notes.server.ts';
import { onCase } from '../support/casework.ts';
import { aFileUnderReview, onFile, onPacket, shown } from '../support/packets.ts';
import { cookieOf, send, startServer, type Fields, type RunningServer } from '../support/running-server.ts';
import { createWorld, type World } from '../support/world.ts';

/** A request is answered and a decision is looked over with plain forms: what a browser without JavaScript sends and is shown. */
let world: World;
let server: RunningServer;
beforeAll(async () => {
  [world, server] = await Promise.all([createWorld(), startServer()]);
}, 600_000);
afterAll(() => server?.stop());

const as = async (member: { email: string }) => {
  const cookie = await cookieOf(server, member.email);
  const ask = async (address: string, fields?: Fields) => {
    const answer = await send(server, address, { cookie, ...(fields ? { fields } : {}) });
    return { status: answer.status, to: answer.headers.get('Location') ?? '', html: await answer.text() };
  };
  return ask;
};

test('a request is answered, and what was typed comes back with the error', { timeout: 240_000 }, async () => {
  const { lawyer } = world.north.members;
  const { secretary } = world.commission.members;
  const { caseId, packetId, fileId } = await aFileUnderReview(world);
  const ask = { gaps: ['medical_report' as const], text: 'Fictional request for a report.' };
  await onFile(secretary, 'requestDocuments', fileId, (uow) => requestDocuments(uow, fileId, ask));
  const letterId = shown(await onPacket(lawyer, 'readPacket', packetId, (uow) => viewPacket(uow, packetId))).letters[0]!
    .id;
  await onPacket(lawyer, 'readLetter', packetId, (uow) => openLetter(uow, packetId, letterId));
  const piece = {
    evidenceType: 'medical_report' as const,
    title: 'Fictional paper',
    provenance: undefined,
    file: new File(['Fictional.'], 'later.txt'),
  };
  await onCase(lawyer, 'addEvidence', caseId, (uow) => addEvidence(uow, caseId, piece));

  const hers = await as(lawyer);
  const letter = `/packets/${packetId}/letters/${letterId}`;
  expect((await hers(letter)).html).toContain(`href="${letter}/answer"`);
  const page = await hers(`${letter}/answer`);
  const adding = new RegExp(`href="(/cases/${caseId}/evidence/new[^"]*)"`).exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const form = (await hers(adding)).html;
  expect(form).toContain(`name="packetId" value="${packetId}"`);
  expect(form).toContain(`name="letterId" value="${letterId}"`);
  expect(page.status).toBe(200);
  const evidence =
    /<input[^>]*value="([0-9a-f-]{36})"[^>]*>[^<]*<span>Fictional paper/.exec(page.html.replace(/\n/g, ''))?.[1] ?? '';
  expect(evidence).not.toBe('');
  const refused = await hers(`${letter}/answer`, { note: 'A fictional word to keep.', evidence });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('A fictional word to keep.');
  const sent = await hers(`${letter}/answer`, { note: 'A fictional word to keep.', evidence, sure: 'on' });
  expect(sent).toMatchObject({ status: 303, to: letter });
  expect((await hers(letter)).html).toContain(
    `/packets/${packetId}/print?document=evidence&amp;supplement=1&amp;number=1`,
  );

  const theirs = await as(secretary);
  expect((await theirs('/notices')).html).toContain(`href="/files/${fileId}"`);
  expect((await theirs(`/files/${fileId}`)).html).toContain(`action="/files/${fileId}/completeness"`);
  const coded = (await theirs(`/files/${fileId}/packet`)).html;
  expect(coded).toContain('A fictional word to keep.');
  const file = await theirs(`/files/${fileId}/print?document=evidence&supplement=1&number=1`);
  expect(file).toMatchObject({ status: 200, html: 'Fictional.' });
  expect(await theirs(`/files/${fileId}/completeness`, { intent: 'supplemented' })).toMatchObject({
    status: 303,
    to: `/files/${fileId}`,
  });
});

test('a decision goes only with the second press', { timeout: 240_000 }, async () => {
  const { chair, reviewer } = world.commission.members;
  const { fileId } = await aFileUnderReview(world);
  const note = { assessment: 'met', text: undefined } as const;
  const notes = {
    place_and_time_in_period: note,
    circumstances: {},
    consequences: {},
    consistency: {},
    supporting_material: {},
  };
  await onFile(reviewer, 'writeReviewNote', fileId, (uow) => writeNotes(uow, fileId, notes));
  const reads = await as(reviewer);
  expect((await reads(`/files/${fileId}/packet`)).html).toContain(`href="/files/${fileId}/notes"`);
  const written = `/files/${fileId}/notes?saved=yes`;
  expect((await reads(written)).html).toContain('data-kind="success"');
  const empty = await reads(written, { 'circumstances.text': '' });
  expect(empty.status).toBe(422);
  expect(empty.html).toContain('role="alert"');
  expect(empty.html).not.toContain('data-kind="success"');
  const hers = await as(chair);
  const form = { outcome: 'recognised', reasons: 'Fictional reasons for this person. '.repeat(6) };
  const first = await hers(`/files/${fileId}/decision`, form);
  expect(first.status).toBe(422);
  expect(first.html).toContain('name="sure"');
  expect(first.html).toContain(form.reasons.trim());
  expect((await hers(`/files/${fileId}/decision`)).html).not.toContain('name="sure"');
  expect(await hers(`/files/${fileId}/decision`, { ...form, sure: 'on' })).toMatchObject({
    status: 303,
    to: `/files/${fileId}`,
  });
});

test(
  'a link to a piece that was closed leads to a page in the reader’s language, with its status',
  { timeout: 240_000 },
  async () => {
    const { caseId, packetId, fileId, consents } = await aFileUnderReview(world, {
      evidence: ['psychological_report'],
    });
    const consentId = consents.psychological_report ?? '';
    await onCase(world.north.members.caseworker, 'withdrawConsent', caseId, (uow) =>
      withdrawConsent(uow, caseId, rowOf('psychological_report'), { consentId, note: undefined }),
    );
    const piece = 'print?document=evidence&number=2';
    const titles = {
      en: 'This document is closed to you',
      sq: 'Ky dokument është i mbyllur për ju',
      sr: 'Ovaj dokument vam je zatvoren',
    };
    const links = [
      [world.commission.members.reviewer, `/files/${fileId}`],
      [world.north.members.lawyer, `/packets/${packetId}`],
    ] as const;
    for (const [member, above] of links) {
      const cookie = await cookieOf(server, member.email);
      for (const [language, title] of Object.entries(titles)) {
        const answer = await send(server, `${above}/${piece}`, { cookie: `linden_language=${language}; ${cookie}` });
        expect(answer.status).toBe(403);
        expect(answer.headers.get('Content-Type')).toContain('text/html');
        const html = await answer.text();
        expect(html).toContain(`<h1 class="text-title">${title}</h1>`);
        expect(html).toContain(`href="${above}"`);
        expect(html).not.toContain('forbidden');
      }
      // A script that asks for a file gets the code alone.
      const asked = await send(server, `${above}/${piece}`, { cookie, headers: { Accept: '*/*' } });
      expect([asked.status, ((await asked.json()) as { error: string }).error]).toEqual([403, 'forbidden']);
    }
  },
);
