import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { casesOfLastGroups, listOwnCases } from './group-session-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** the empty form was shown, with the codes to choose from */
    'group_session.recording': { shown: number };
  }
}

/** As many have room on the form itself; of more, those who came are chosen first. */
const FEW = 12;

interface Wanted {
  /** a part of a code; upper and lower case, spaces and hyphens do not matter */
  q: string | undefined;
  /** ids of cases; others than the leader's own are left out */
  chosen: readonly string[];
  /** everybody who came is chosen */
  ready: boolean;
}

/** A case to choose, by its code. */
export interface AttendeeCase {
  id: string;
  code: string;
}

/** Whom the leader can choose from: those chosen stay, the others are narrowed by the search. */
export interface AttendeeChoice {
  q: string;
  chosen: AttendeeCase[];
  /** they came to the leader's last groups */
  lastTime: AttendeeCase[];
  others: AttendeeCase[];
  /** she went on without choosing anybody */
  nobody: boolean;
}

/** The form with those who came, or with all cases when they are few; or, while there are many, the choice and no form yet. */
export async function newGroupSession(uow: UnitOfWork, { q, chosen, ready }: Wanted) {
  const own = await listOwnCases(uow);
  const draft = await keptDraft(uow, '/groups/new#group');
  const picked = new Set(chosen.length > 0 || ready ? chosen : presentIn(draft));
  const came = own.filter(({ id }) => picked.has(id));
  const choice = own.length > FEW && !(ready && came.length > 0) ? await choiceOf(uow, own, came, q) : null;
  const cases = ready && came.length > 0 ? came : own;
  const view = {
    choice: choice && { ...choice, nobody: ready },
    cases: choice ? [] : cases.map((each) => ({ ...each, chosen: picked.has(each.id) })),
    today: isoDate(uow.now),
    draft,
  };
  const shown = choice ? [choice.chosen, choice.lastTime, choice.others].flat().length : cases.length;
  return done(view, { type: 'group_session.recording', detail: { shown } });
}

async function choiceOf(
  uow: UnitOfWork,
  own: AttendeeCase[],
  chosen: AttendeeCase[],
  q = '',
): Promise<Omit<AttendeeChoice, 'nobody'>> {
  const before = await casesOfLastGroups(uow);
  const found = own.filter((each) => !chosen.includes(each) && plain(each.code).includes(plain(q)));
  const cameBefore = ({ id }: AttendeeCase) => before.has(id);
  return { q, chosen, lastTime: found.filter(cameBefore), others: found.filter((each) => !cameBefore(each)) };
}

const plain = (code: string) => code.toUpperCase().replace(/[\s-]/g, '');

/** Who is ticked in a kept draft: what was written of them is not left behind. */
function presentIn(draft: KeptDraft | null): string[] {
  return Object.entries(draft?.fields ?? {}).flatMap(([name, value]) => {
    const id =
      name.endsWith('.present') && value === 'on' ? draft?.fields[name.replace(/\.present$/, '.caseId')] : undefined;
    return id ? [id] : [];
  });
}
