import { evidenceEntries } from '#app/features/evidence/evidence-entries.server.ts';
import { approvedStatement } from '#app/features/statements/approved-statement.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { ApplicationState } from './application-states.ts';
import { findApplication, openApplication } from './application-repo.server.ts';

/**
 * The content of the case's application for a packet: sections, approved statement and evidence list, all still inside
 * `Plaintext`, to be revealed with the purpose 'packet'. `perpetrators` is JSON, see `parsePerpetrators`. Null = there is
 * no application. The caller has checked `applicationGaps` in the same transaction.
 */
export async function applicationSnapshot(uow: UnitOfWork, caseId: string) {
  const row = await findApplication(uow, caseId);
  if (!row) return null;
  const opened = await openApplication(uow, row);
  return {
    applicationId: row.id,
    rowVersion: row.row_version,
    state: row.state as ApplicationState,
    sections: {
      place: opened.place,
      time: opened.time,
      perpetrators: opened.perpetrators,
      consequences_health: opened.consequences_health,
      consequences_life: opened.consequences_life,
    },
    statement: await approvedStatement(uow, caseId),
    evidence: await evidenceEntries(uow, row.id),
  };
}
