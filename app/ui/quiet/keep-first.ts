import type { FormEvent } from 'react';
import { sendUnsent, unsentDrafts } from './send-drafts.ts';

/** Nobody waits longer than this to leave a page. */
const PATIENCE_MS = 3_000;

const going = new WeakSet<HTMLFormElement>();

/** For a form that leads away from what is being written: the last seconds' words are kept before it goes, with the same button. */
export function keepFirst(event: FormEvent<HTMLFormElement>): void {
  const form = event.currentTarget;
  if (going.has(form) || unsentDrafts().length === 0) return;
  event.preventDefault();
  going.add(form);
  const { submitter } = event.nativeEvent as SubmitEvent;
  void keepAll(Date.now() + PATIENCE_MS).finally(() => {
    form.requestSubmit(submitter);
    going.delete(form);
  });
}

/** Once or twice more for what is written while it waits. */
async function keepAll(until: number): Promise<void> {
  for (let round = 0; round < 3 && unsentDrafts().length > 0; round += 1) {
    const patience = new Promise((resolve) => window.setTimeout(resolve, until - Date.now()));
    await Promise.race([sendUnsent(), patience]);
  }
}
