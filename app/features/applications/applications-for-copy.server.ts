import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listApplications, openApplication } from './application-repo.server.ts';
import type { ApplicationState } from './application-states.ts';
import { parsePerpetrators } from './application.schema.ts';

/** Every application with what its sections say, newest first. The caller has asked Cedar for `readApplication`. */
export async function applicationsForCopy(uow: UnitOfWork, caseId: string, purpose: string) {
  const applications = [];
  for (const row of await listApplications(uow, caseId)) {
    const opened = await openApplication(uow, row);
    applications.push({
      begunOn: isoDate(row.created_at),
      state: row.state as ApplicationState,
      place: uow.reveal(opened.place, purpose),
      time: uow.reveal(opened.time, purpose),
      perpetrators: parsePerpetrators(uow.reveal(opened.perpetrators, purpose)),
      consequencesHealth: uow.reveal(opened.consequences_health, purpose),
      consequencesLife: uow.reveal(opened.consequences_life, purpose),
      reviewedOn: row.reviewed_at && isoDate(row.reviewed_at),
      reviewNote: uow.reveal(opened.review_note, purpose),
    });
  }
  return applications;
}
