import * as z from 'zod';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { openForm } from '#app/kernel/held-form.server.ts';
import { ownAccount } from '#app/kernel/resource.server.ts';
import { withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import { log } from '#app/platform/log/log.server.ts';
import { DraftFields } from './draft.schema.ts';
import { keepDraft } from './keep-draft.server.ts';

const PartingDraft = z.object({ form: z.string().min(1).max(300), by: z.string(), fields: DraftFields });
/** A page has one or two forms that keep drafts. */
const MAX_DRAFTS = 10;

/**
 * What was being written on a page that goes, as app/ui/quiet/send-drafts.ts sends it: JSON texts. One that cannot be kept
 * never stands in the way of who leaves.
 */
export async function keepParting(member: SignedIn, texts: readonly FormDataEntryValue[]): Promise<void> {
  for (const text of texts.slice(0, MAX_DRAFTS)) {
    const draft = PartingDraft.safeParse(parsed(text));
    if (!draft.success || draft.data.by !== member.actor.id) continue;
    await keep(member, draft.data);
  }
}

/**
 * A form that met no session and was carried through the sign-in, as a draft of who signed in; `false`: it is not hers. A draft that
 * was kept after the form's page was made stays.
 */
export async function keepHeldForm(member: SignedIn, sealed: string): Promise<boolean> {
  const held = openForm(sealed, member.actor.id, systemClock.now());
  const fields = DraftFields.safeParse(held?.fields);
  if (!held || !fields.success) return false;
  return keep(member, { form: held.mark, fields: fields.data, unlessSince: held.madeAt });
}

async function keep(
  member: SignedIn,
  draft: { form: string; fields: DraftFields; unlessSince?: Date },
): Promise<boolean> {
  const resource = (uow: UnitOfWork) => ownAccount.load(uow, {});
  try {
    await withUnitOfWork(member, { action: 'keepDraft', resource, now: systemClock.now() }, (uow) =>
      keepDraft(uow, draft),
    );
    return true;
  } catch (error) {
    log.error({ name: error instanceof Error ? error.name : typeof error }, 'draft not kept');
    return false;
  }
}

function parsed(text: FormDataEntryValue): unknown {
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    return null;
  }
}
