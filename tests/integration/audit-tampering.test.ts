import { beforeAll, describe, expect, it } from 'vitest';
import { drillAudit, type AuditDrill } from '../../scripts/drill/audit.ts';

let drill: AuditDrill;

beforeAll(async () => {
  drill = await drillAudit({ inMemory: 10_000, bySql: 300, seed: 20261124 });
}, 900_000);

describe('ten thousand random tamperings with a log in PostgreSQL', () => {
  it('leave a clean log that passes', () => {
    expect(drill.passedClean).toBe(true);
  });

  it('are all found by the checkpoint that left the host', () => {
    expect(drill.escaped).toEqual([]);
    expect(drill.found).toBe(10_300);
    expect(drill.tried).toBe(10_300);
  });

  it('are of every kind: edits of every column, deletions, insertions, exchanges, cuts, and the tree itself', () => {
    const kinds = Object.keys(drill.kinds);
    for (const column of [
      ...['sequence', 'id', 'at', 'actorId', 'actorOrganisationId', 'organisationId', 'type', 'action', 'outcome'],
      ...['resourceKind', 'resourceId', 'caseId', 'consentId', 'purpose', 'detail', 'payload_hash'],
    ])
      expect(kinds).toContain(`edit ${column}`);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ...['delete an event', 'delete several events', 'cut off the end', 'insert in a gap', 'exchange two events'],
        ...['exchange two places', 'edit a leaf', 'edit a checkpoint’s note', 'edit a stored hash'],
      ]),
    );
  });

  it('would go unseen, most of them, with a hash in every row and no tree', () => {
    const { tried, hashPerRow } = drill.planted;
    expect(tried).toBe(1_000);
    expect(hashPerRow).toBeGreaterThan(50);
    expect(hashPerRow).toBeLessThan(500);
  });

  it('would go unseen, those of whoever has the host’s key, if no checkpoint had left', () => {
    const { tried, checkpointsAtHome, hashPerRow } = drill.planted;
    expect(checkpointsAtHome).toBeLessThan(tried - 50);
    expect(checkpointsAtHome).toBeGreaterThan(hashPerRow);
  });
});
