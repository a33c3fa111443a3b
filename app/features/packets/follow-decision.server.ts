import { recordFact } from '#app/features/facts/record-fact.server.ts';
import { createTask } from '#app/features/tasks/create-task.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { followApplication } from './follow-application.server.ts';
import { tellTeam } from './tell-team.server.ts';

export interface Decision {
  outcome: 'recognised' | 'rejected';
  /** the day of the decision */
  on: string;
  /** the last day to answer a rejection, and the configured rule that it comes from */
  remedy: { dueOn: string; settingId: string | null } | null;
}

/** What a decision means in the organisation: the application's state, a meeting to tell her, the remedy's clock, a fact. */
export async function followDecision(
  uow: UnitOfWork,
  packet: { id: string; application_id: string; case_id: string },
  decision: Decision,
) {
  const { outcome, on, remedy } = decision;
  await followApplication(uow, packet, outcome);
  await createTask(uow, { caseId: packet.case_id, kind: 'decision_meeting', dueOn: null });
  if (outcome === 'rejected' && remedy) {
    await createTask(uow, { caseId: packet.case_id, kind: 'remedy', dueOn: remedy.dueOn, settingId: remedy.settingId });
  }
  await tellTeam(uow, packet, 'packet_decided');
  const indicator = outcome === 'recognised' ? 'decisions_recognised' : 'decisions_rejected';
  await recordFact(uow, packet.case_id, { indicator, occurredOn: on });
}
