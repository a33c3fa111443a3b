import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { labelsIn } from '#app/ui/form/labels-in.ts';

const Field = (_: { field: { name: string }; label: string }) => null;
const field = (name: string) => createElement(Field, { field: { name }, label: `Label of ${name}` });

describe('the labels in a form', () => {
  it('are those of its fields, at any depth', () => {
    const children = [field('a'), createElement('div', { key: 'box' }, createElement('p', null, field('b'), 'text')), null];
    expect(labelsIn(children)).toEqual({ a: 'Label of a', b: 'Label of b' });
  });
  it('are none where there is no field', () => expect(labelsIn('text')).toEqual({}));
});
