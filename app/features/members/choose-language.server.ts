import { recordAtTheDoor } from '#app/kernel/audit.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { accountEvent } from './account-event.ts';
import { keepLanguage } from './member-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.language_chosen': Record<string, never>;
  }
}

/** What she pressed is her language from now on, on every device. */
export async function chooseLanguage({ actor }: SignedIn, language: Language): Promise<void> {
  if (actor.language === language) return;
  await keepLanguage(actor.id, language);
  await recordAtTheDoor(accountEvent(actor, 'member.language_chosen', {}, systemClock.now()));
}
