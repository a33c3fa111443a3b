import { afterAll, expect, test } from 'vitest';
import { drillRotation } from '../../scripts/drill/rotation.ts';

/** The drill makes a PostgreSQL of its own, one that survives a kill, and leaves the settings of this file as they were. */
const settings = { ...process.env };
afterAll(() => void Object.assign(process.env, settings));

test('kills while keys are wrapped anew leave every key old or new, and the work comes to its end', async () => {
  const result = await drillRotation({ kills: 3, keys: 2_000 });
  expect(result).toMatchObject({ kills: 3, ofPostgres: 1, consistent: true, problems: [] });
}, 600_000);

test('the drill finds a key that a kill left neither old nor new', async () => {
  const result = await drillRotation({ kills: 1, keys: 80, torn: true });
  expect(result.consistent).toBe(false);
  expect(result.problems.join()).toMatch(/does not open under epoch/);
}, 600_000);
