import { mayFollow, type ApplicationState } from '#app/features/applications/application-states.ts';
import { setApplicationState } from '#app/features/applications/set-application-state.server.ts';
import { endTasks } from '#app/features/tasks/end-tasks.server.ts';
import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { applicationState } from './freeze-source-repo.server.ts';

const PAST_REQUEST: readonly ApplicationState[] = [
  'supplemented',
  'under_review',
  'interview',
  'recognised',
  'rejected',
  'withdrawn',
];

/**
 * The application stands where its packet stands. News may skip a step that nobody wrote down here (the commission took the
 * supplement in and went on): then it passes through "under review". The case is no longer waiting, and what was asked for is no
 * task any more once the procedure has gone on, in whatever way that was told.
 */
export async function followApplication(
  uow: UnitOfWork,
  packet: { application_id: string; case_id: string },
  state: ApplicationState,
): Promise<void> {
  const from = (await applicationState(uow, packet.application_id)) as ApplicationState;
  const skipped = from !== state && !mayFollow(from, state) && mayFollow(from, 'under_review');
  if (skipped) await setApplicationState(uow, packet.application_id, 'under_review');
  await setApplicationState(uow, packet.application_id, state);
  if (PAST_REQUEST.includes(state)) await endTasks(uow, packet.case_id, 'supplement');
  await noteActivity(uow, packet.case_id);
}
