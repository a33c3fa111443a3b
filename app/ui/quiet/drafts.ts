/** What is kept of a form while somebody writes: its address and its fields as text, never files or passwords. */
export interface Draft {
  form: string;
  /** The member for whom the page was made: nobody else's session keeps it. */
  by: string;
  fields: Record<string, string>;
  /** What she wrote or chose of it, as one text to compare: without the hidden fields, which follow the page. */
  written: string;
}

/** What a page's loader found of a form that was begun and not saved. */
export interface KeptDraft {
  fields: Record<string, string>;
  /** ISO moment */
  savedAt: string;
}

const selector = 'form[data-keep-draft]';

/** Reads every form marked `data-keep-draft`; a name that occurs several times becomes `name[0]`, `name[1]`. */
export function readDrafts(root: ParentNode = document): Draft[] {
  return [...root.querySelectorAll<HTMLFormElement>(selector)].map(readDraft);
}

export function readDraft(form: HTMLFormElement): Draft {
  const by = form.querySelector<HTMLInputElement>('input[name=_by]')?.value ?? '';
  const fields = fieldsOf(form);
  const hidden = new Set([...form.querySelectorAll<HTMLInputElement>('input[type=hidden]')].map(({ name }) => name));
  const written = JSON.stringify(Object.entries(fields).filter(([name]) => !hidden.has(name)));
  return { form: form.dataset['keepDraft'] ?? '', by, fields, written };
}

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const secret = new Set([...form.querySelectorAll<HTMLInputElement>('input[type=password]')].map(({ name }) => name));
  const data = new FormData(form);
  const fields: Record<string, string> = {};
  for (const name of new Set(data.keys())) {
    const texts = data.getAll(name).filter((value) => typeof value === 'string');
    if (name.startsWith('_') || secret.has(name)) continue;
    if (texts.length === 1) fields[name] = texts[0] ?? '';
    else texts.forEach((text, position) => (fields[`${name}[${position}]`] = text));
  }
  // A box that was unticked stays unticked when the draft comes back over a form that ticks it.
  for (const { name } of form.querySelectorAll<HTMLInputElement>('input[type=checkbox][name]')) {
    if (!data.has(name) && !name.startsWith('_')) fields[name] = '';
  }
  return fields;
}

/** The forms in which something was changed since the page came: the others have nothing to keep. */
export function touchedDrafts(root: ParentNode = document): Draft[] {
  return [...root.querySelectorAll<HTMLFormElement>(selector)].filter(isTouched).map(readDraft);
}

/** Also what was typed before the page's scripts ran. */
export function isTouched(form: HTMLFormElement): boolean {
  return [...form.elements].some((control) => {
    if (control instanceof HTMLSelectElement)
      return [...control.options].some((option) => option.selected !== option.defaultSelected);
    if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
    if (!(control instanceof HTMLInputElement) || control.type === 'hidden') return false;
    return control.value !== control.defaultValue || control.checked !== control.defaultChecked;
  });
}

/** `{ 'a.b': 'x', 'c[0]': 'y' }` as `{ a: { b: 'x' }, c: ['y'] }`, which is what a form's default value looks like. */
export function nestFields(fields: Record<string, string>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const path = name.split(/[.[\]]+/).filter(Boolean);
    if (path.some((step) => step === '__proto__' || step === 'constructor' || step === 'prototype')) continue;
    let place: Record<string, unknown> = result;
    path.forEach((step, position) => {
      if (position === path.length - 1) place[step] = value;
      else place = (place[step] ??= /^\d+$/.test(path[position + 1] ?? '') ? [] : {}) as Record<string, unknown>;
    });
  }
  return result;
}
