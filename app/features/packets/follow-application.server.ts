import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import type { ApplicationState } from '#app/features/applications/application-states.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { setState } from './application-state-repo.server.ts';

/** The application stands where its packet stands; the case is no longer waiting. */
export async function followApplication(uow: UnitOfWork, packet: { application_id: string; case_id: string }, state: ApplicationState) {
  await setState(uow, packet.application_id, state);
  await noteActivity(uow, packet.case_id);
}
