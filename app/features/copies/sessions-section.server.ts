import { sessionsForCopy } from '#app/features/sessions/sessions-for-copy.server.ts';
import type { SupportKind } from '#app/features/sessions/session.schema.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { CodeList } from '#app/platform/codes.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import type { CopySection } from './copy-content.ts';
import { fieldsIn } from './fields.server.ts';

const SERVICES: Readonly<Record<SupportKind, CodeList>> = {
  psychosocial: 'psychosocialService',
  legal: 'legalService',
  casework: 'otherService',
};

/** Support of one kind with its notes. The caller has asked Cedar whether this kind may be read. */
export async function sessionsSection(
  uow: UnitOfWork,
  caseId: string,
  kind: SupportKind,
  language: Language,
  purpose: string,
): Promise<CopySection> {
  const t = translator(language, 'copies');
  const f = fieldsIn(language);
  const titles = {
    psychosocial: t('section.sessionsPsychosocial'),
    legal: t('section.sessionsLegal'),
    casework: t('section.sessionsCasework'),
  };
  const records = (await sessionsForCopy(uow, caseId, kind, purpose)).map((session) => [
    f.day('held_on', session.heldOn),
    f.code('service', SERVICES[kind], session.service),
    f.text('minutes', session.durationMinutes || null),
    f.text('place', session.place),
    f.text('worker', session.worker),
    f.yesNo('in_group', session.groupSessionId !== null),
    f.text('note', session.note),
  ]);
  return { key: `sessions_${kind}`, part: kind, title: titles[kind], records };
}
