import { describe, expect, it } from 'vitest';
import { nestFields } from '#app/ui/quiet/drafts.ts';
import { onThreeEscapes } from '#app/ui/quiet/leave.ts';

describe('a draft as a default value', () => {
  it('nests names as Conform writes them', () => {
    expect(
      nestFields({ name: 'A', 'contact.phone': '1', 'goals[0]': 'x', 'goals[1]': 'y', 'rows[0].day': 'd' }),
    ).toEqual({
      name: 'A',
      contact: { phone: '1' },
      goals: ['x', 'y'],
      rows: [{ day: 'd' }],
    });
  });
  it('never reaches a prototype', () => {
    nestFields({ '__proto__.planted': 'x', 'constructor.prototype.planted': 'x' });
    expect('planted' in {}).toBe(false);
  });
});

class KeyboardEventOfTest extends Event {
  readonly key: string;
  readonly repeat: boolean;
  readonly #at: number;
  constructor(key: string, at: number, repeat: boolean) {
    super('keydown');
    this.key = key;
    this.#at = at;
    this.repeat = repeat;
  }
  override get timeStamp() {
    return this.#at;
  }
}

describe('three escapes', () => {
  function presses(...events: KeyboardEventOfTest[]): number {
    globalThis.KeyboardEvent = KeyboardEventOfTest as unknown as typeof KeyboardEvent;
    const target = new EventTarget();
    let left = 0;
    const stop = onThreeEscapes(() => (left += 1), undefined, target);
    for (const event of events) target.dispatchEvent(event);
    stop();
    return left;
  }
  const escape = (at: number, repeat = false) => new KeyboardEventOfTest('Escape', at, repeat);

  it('leave within two seconds', () => expect(presses(escape(0), escape(900), escape(1999))).toBe(1));
  it('do nothing when they come slower', () => expect(presses(escape(0), escape(900), escape(2000))).toBe(0));
  it('do not count a key held down', () => expect(presses(escape(0), escape(50, true), escape(90, true))).toBe(0));
});
