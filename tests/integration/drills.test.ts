import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { RotationDrill } from '../../scripts/drill/rotation.ts';

/** The drill as the operator runs it: a process of its own, with a PostgreSQL of its own that survives a kill. */
function drill(...options: string[]): RotationDrill {
  const args = ['--import', 'tsx', 'scripts/drill/rotation.ts', ...options];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, LOG_LEVEL: 'silent' } });
  if (!stdout.includes('{')) throw new Error(stderr);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as RotationDrill;
}

test('kills while keys are wrapped anew leave every key old or new, and the work comes to its end', () => {
  expect(drill('--kills', '3', '--keys', '2000')).toMatchObject({ kills: 3, ofPostgres: 1, consistent: true, problems: [] });
}, 600_000);

test('the drill finds a key that a kill left neither old nor new', () => {
  const { consistent, problems } = drill('--kills', '1', '--keys', '80', '--torn');
  expect(consistent).toBe(false);
  expect(problems.join()).toMatch(/does not open under epoch/);
}, 600_000);
