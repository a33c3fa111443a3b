import { beforeAll, describe, expect, it } from 'vitest';
import { saveIdentity } from '#app/features/cases/save-identity.server.ts';
import { approveStatement, recordReadBack } from '#app/features/statements/approve-statement.server.ts';
import { datesOutside } from '#app/features/statements/dates-in-text.ts';
import { ownNameIn } from '#app/features/statements/own-name.ts';
import { keepStatement, saveStatement } from '#app/features/statements/save-statement.server.ts';
import { beginAnew, startStatement } from '#app/features/statements/start-statement.server.ts';
import { viewStatement, viewVersion } from '#app/features/statements/view-statement.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Conflict, Forbidden } from '#app/kernel/errors.ts';
import { connectedAs } from '../support/database.ts';
import { caseOf, onCase } from '../support/legal-case.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let lawyer: SignedIn;
let second: SignedIn;
beforeAll(async () => {
  world = await createWorld();
  ({ lawyer, secondLawyer: second } = world.north.members);
});

const view = (member: SignedIn, caseId: string) =>
  onCase(member, 'readStatement', caseId, (uow) => viewStatement(uow, caseId));
async function begun() {
  const caseId = await caseOf(lawyer, second, world.north.members.caseworker, world.north.members.counsellor);
  await onCase(lawyer, 'writeStatement', caseId, (uow) => startStatement(uow, caseId, 'sq'));
  const { statement } = await view(lawyer, caseId);
  return { caseId, statementId: statement?.id ?? '', base: statement?.base ?? 0 };
}
type Begun = Awaited<ReturnType<typeof begun>>;
const save = (member: SignedIn, { caseId, statementId }: Begun, base: number, text: string) =>
  onCase(member, 'writeStatement', caseId, (uow) => saveStatement(uow, caseId, { statementId, base, text }));
const keep = (member: SignedIn, { caseId, statementId }: Begun, base: number, text: string, now?: Date) =>
  onCase(member, 'writeStatement', caseId, (uow) => keepStatement(uow, caseId, { statementId, base, text }), now);

describe('the statement', () => {
  it('keeps both texts when two people write at once', async () => {
    const it = await begun();
    await save(lawyer, it, it.base, 'first text');
    await expect(save(second, it, it.base, 'second text')).rejects.toThrow(Conflict);
    const seen = await view(second, it.caseId);
    expect(seen.statement?.text).toBe('first text');
    await save(second, it, seen.statement?.base ?? 0, 'first text and second text');
    const after = await view(lawyer, it.caseId);
    expect(after.versions.map(({ author, version }) => [author, version])).toEqual([
      ['north secondLawyer', 2],
      ['north lawyer', 1],
    ]);
    const earlier = await onCase(lawyer, 'readStatement', it.caseId, (uow) =>
      viewVersion(uow, it.caseId, it.statementId, 1),
    );
    expect(earlier.text).toBe('first text');
  });

  it('makes one version of the same author’s autosaves within ten minutes, and never of two authors’', async () => {
    const it = await begun();
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    const one = await keep(lawyer, it, it.base, 'a', at(0));
    const two = await keep(lawyer, it, one.base, 'ab', at(3));
    const three = await keep(second, it, two.base, 'abc', at(4));
    const four = await keep(second, it, three.base, 'abcd', at(20));
    const { versions, statement } = await view(lawyer, it.caseId);
    expect(versions).toHaveLength(3);
    expect(statement).toMatchObject({ text: 'abcd', base: four.base, version: 3 });
  });

  it('leaves the earlier text as a version when a sitting takes much of it away', async () => {
    const it = await begun();
    const long = 'Fictional sentence. '.repeat(30);
    const one = await keep(lawyer, it, it.base, long);
    const two = await keep(lawyer, it, one.base, long.slice(0, -40));
    await keep(lawyer, it, two.base, 'x');
    expect((await view(lawyer, it.caseId)).versions.map(({ version }) => version)).toEqual([2, 1]);
    const earlier = await onCase(lawyer, 'readStatement', it.caseId, (uow) =>
      viewVersion(uow, it.caseId, it.statementId, 1),
    );
    expect(earlier.text).toBe(long.slice(0, -40));
  });

  it('takes twenty pages', async () => {
    const it = await begun();
    const text = 'ë'.repeat(60_000);
    await save(lawyer, it, it.base, text);
    expect((await view(lawyer, it.caseId)).statement?.text).toBe(text);
  });

  it('is approved only after reading back, and then takes no more writing', async () => {
    const it = await begun();
    const step = async () => ({
      statementId: it.statementId,
      base: (await view(lawyer, it.caseId)).statement?.base ?? 0,
    });
    await save(lawyer, it, it.base, 'the text');
    const early = await step();
    await expect(
      onCase(lawyer, 'approveStatement', it.caseId, (uow) => approveStatement(uow, it.caseId, early)),
    ).rejects.toThrow(Conflict);
    await onCase(lawyer, 'writeStatement', it.caseId, (uow) =>
      recordReadBack(uow, it.caseId, { ...early, readBackOn: '2026-01-05' }),
    );
    const then = await step();
    await onCase(lawyer, 'approveStatement', it.caseId, (uow) => approveStatement(uow, it.caseId, then));
    const locked = await step();
    await expect(save(lawyer, it, locked.base, 'changed')).rejects.toThrow(Conflict);
    expect((await view(lawyer, it.caseId)).statement).toMatchObject({ text: 'the text', state: 'approved' });
    await onCase(lawyer, 'writeStatement', it.caseId, (uow) => beginAnew(uow, it.caseId, it.statementId));
    const anew = await view(lawyer, it.caseId);
    expect(anew.statement).toMatchObject({ text: 'the text', state: 'drafting' });
    expect(anew.statement?.id).not.toBe(it.statementId);
  });

  it('asks once, when it is approved, about what says who she is, and keeps what was seen', async () => {
    const it = await begun();
    const { caseworker } = world.north.members;
    await onCase(caseworker, 'editIdentity', it.caseId, (uow) =>
      saveIdentity(uow, it.caseId, {
        fullName: 'Persona Fiktive',
        phone: '044 123 456',
        hours: 'mornings',
        rowVersion: 1,
      }),
    );
    await save(lawyer, it, it.base, 'They called Persona, and it was 044-123 456.');
    const found = { traces: ['name', 'phone'], words: ['Persona'] };
    const read = await view(lawyer, it.caseId);
    expect(read.found).toEqual(found);
    const base = () =>
      view(lawyer, it.caseId).then(({ statement }) => ({ statementId: it.statementId, base: statement?.base ?? 0 }));
    const early = await base();
    await onCase(lawyer, 'writeStatement', it.caseId, (uow) =>
      recordReadBack(uow, it.caseId, { ...early, readBackOn: '2026-01-05' }),
    );
    const then = await base();
    const approving = (nameSeen: boolean) =>
      onCase(lawyer, 'approveStatement', it.caseId, (uow) => approveStatement(uow, it.caseId, { ...then, nameSeen }));
    await expect(approving(false)).rejects.toMatchObject({ fields: { nameSeen: ['tick'] } });
    expect((await view(lawyer, it.caseId)).statement?.state).toBe('read_back');
    await approving(true);
    expect((await view(lawyer, it.caseId)).found).toEqual(found);
    const events = await connectedAs('superuser', (client) =>
      client.query(
        `SELECT type, detail -> 'traces' AS traces, detail -> 'nameSeen' AS seen, detail -> 'revealed' -> 'identity_record.phone' AS phone,
                detail -> 'revealed' -> 'identity_record.next_of_kin' AS kin
         FROM audit.event WHERE case_id = $1 AND action = 'approveStatement' ORDER BY sequence`,
        [it.caseId],
      ),
    );
    expect(events.rows).toEqual([
      { type: 'form.invalid', traces: null, seen: null, phone: 1, kin: null },
      { type: 'statement.approved', traces: ['name', 'phone'], seen: true, phone: 1, kin: null },
    ]);
  });

  it('asks for reading back again after a change', async () => {
    const it = await begun();
    await save(lawyer, it, it.base, 'one');
    const first = (await view(lawyer, it.caseId)).statement?.base ?? 0;
    await onCase(lawyer, 'writeStatement', it.caseId, (uow) =>
      recordReadBack(uow, it.caseId, { statementId: it.statementId, base: first, readBackOn: '2026-01-05' }),
    );
    await save(lawyer, it, (await view(lawyer, it.caseId)).statement?.base ?? 0, 'two');
    expect((await view(lawyer, it.caseId)).statement).toMatchObject({ state: 'drafting', readBackOn: null });
  });

  it('is closed to the caseworker and the counsellor of the same case', async () => {
    const it = await begun();
    const { caseworker, counsellor } = world.north.members;
    for (const member of [caseworker, counsellor]) await expect(view(member, it.caseId)).rejects.toThrow(Forbidden);
    expect((await view(lawyer, it.caseId)).statement?.id).toBe(it.statementId);
  });
});

describe('warnings', () => {
  const period = { from: '1998-02-27', to: '1999-06-20' };
  it.each([
    ['Më 12.04.1999 dhe më 1/5/97.', ['1/5/97']],
    ['2 korrik 1999, 20 qershor 1999', ['2 korrik 1999']],
    ['u julu 1999. godine, 12. aprila 1999.', ['julu 1999']],
    ['on July 4, 1999 and 3rd of March 1999', ['July 4, 1999']],
    ['1999-06-21 or 1999-06-20', ['1999-06-21']],
    ['in 1975 I was born; law 04/L-172; 31.02.1997', []],
  ])('finds dates outside the period in %s', (text, expected) => {
    expect(datesOutside(text, period)).toEqual(expected);
  });

  it('finds her own name with its endings, and not inside other words', () => {
    expect(ownNameIn('Artës i thanë; Krasniqit; arti, Artan', 'Arta Krasniqi')).toEqual(['Artës', 'Krasniqit', 'arti']);
    expect(ownNameIn('Dorđe nije; Đorđa jeste', 'Đorđe Li')).toEqual(['Dorđe', 'Đorđa']);
    expect(ownNameIn('artist', 'Arta Krasniqi')).toEqual([]);
  });

  it('finds it in either script, in another spelling, and with signs that nobody sees', () => {
    const name = 'Ђорђија Фиктиве';
    for (const latin of ['Đorđija', 'Djordjija', 'Dordija']) expect(ownNameIn(latin, name)).toEqual([latin]);
    expect(ownNameIn('Персони и Персоне', 'Persona Fiktive')).toEqual(['Персони', 'Персоне']);
    expect(ownNameIn('Per\u00adsona, Per\u200bsonës', 'Persona Fiktive')).toEqual(['Persona', 'Personës']);
    // The first two letters are Cyrillic ones that look like P and e.
    expect(ownNameIn('Реrsona', 'Persona Fiktive')).toEqual(['Реrsona']);
    expect(ownNameIn('Персоналац, ресторан', 'Persona Fiktive')).toEqual([]);
  });
});
