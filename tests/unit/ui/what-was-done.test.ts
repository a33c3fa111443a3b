import { describe, expect, it } from 'vitest';
import { whatWasDone } from '#app/features/audit/what-was-done.server.ts';
import { saidCookie, saidIn } from '#app/kernel/said.server.ts';

const after = (cookie: string) => new Request('http://localhost/', { headers: { Cookie: cookie } });
const following = (type: string) => after(saidCookie(type).split(';')[0] ?? '');

describe('what the page after a form says', () => {
  it.each([
    ['consent.recorded', 'en', 'Answer recorded'],
    ['task.added', 'sq', 'U shtua detyra'],
    ['session.recorded', 'sr', 'Zabeležena sesija'],
    ['case.opened', 'en', 'The case is open'],
  ] as const)('%s in %s is “%s”', (type, language, text) => expect(whatWasDone(following(type), language)).toBe(text));

  it('is nothing where the page says it itself, where nothing was done, and for what is no event', () => {
    expect(whatWasDone(following('letter.opened'), 'en')).toBeNull();
    expect(whatWasDone(after(''), 'en')).toBeNull();
    expect(whatWasDone(following('constructor.name'), 'en')).toBeNull();
    expect(saidIn(after('linden_said=<b>task.added'))).toBeNull();
    expect(saidIn(after('not_linden_said=task.added'))).toBeNull();
  });
});
