import { describe, expect, it } from 'vitest';
import { partingBody, sentBy } from '#app/ui/quiet/send-drafts.ts';

const answer = (status: number, body: unknown = {}) => sentBy(Response.json(body, { status }));

describe('what became of a text that was to be kept', () => {
  it('is told apart: kept, signed out, somebody else, not now', async () => {
    expect(await answer(200)).toBe('kept');
    expect(await sentBy({ ok: false, type: 'opaqueredirect', status: 0 } as Response)).toBe('signed_out');
    expect(await answer(409, { otherMember: true })).toBe('other_member');
    expect(await answer(409, { conflict: {} })).toBe('refused');
    expect(await sentBy(new Response('no JSON', { status: 409 }))).toBe('refused');
    expect([await answer(500), await answer(429)]).toEqual(['refused', 'refused']);
  });
});

describe('what leaves with the page', () => {
  const draft = (form: string, length: number) => ({
    form,
    by: 'her',
    fields: { note: 'ë'.repeat(length) },
    written: '',
  });
  it('stays below what a browser lets outlive it, and leaves out what is too long alone', async () => {
    const body = partingBody([draft('first', 10_000), draft('too long', 40_000), draft('last', 15_000)]);
    const forms = body.getAll('draft').map((text) => (JSON.parse(String(text)) as { form: string }).form);
    expect(forms).toEqual(['first', 'last']);
    expect((await new Response(body).arrayBuffer()).byteLength).toBeLessThan(64 * 1024);
  });
});
