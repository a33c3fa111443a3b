/** Builds and publishes the release of one period. `npm run release -- --period 2026H1` */
import { parseArgs } from 'node:util';
import { hostOrganisation } from '#app/features/members/host-organisation.server.ts';
import { buildRelease, BUILD_STEPS, type BuildStep } from '#app/features/releases/build-release.server.ts';
import { ReleaseRefused, type RefusalReason } from '#app/features/releases/release-refused.ts';
import { systemClock } from '#app/platform/clock.ts';
import { closeClients } from '#app/platform/db/clients.server.ts';

const STEPS: Record<BuildStep, string> = {
  checking: 'Checking approvals, plan and exposure',
  reading: 'Reading facts',
  building: 'Building cells',
  publishing: 'Publishing',
};
const REFUSALS: Record<RefusalReason, string> = {
  release_not_due: 'No release is due for this period.',
  release_not_ended: 'The period has not ended yet.',
  release_built: 'This period is released. A release is never built a second time.',
  release_out_of_order: 'A later period is released already.',
  release_nothing_to_count: 'There is nothing to count in this period.',
  release_not_approved: 'Not every organisation has approved its totals. Waiting for:',
};

const { values } = parseArgs({ options: { period: { type: 'string' } } });
if (!values.period || !/^\d{4}(?:Q[1-4]|H[12])$/.test(values.period)) {
  process.stderr.write('Which period? For example: npm run release -- --period 2026H1\n');
  process.exitCode = 2;
} else {
  await release(values.period);
}

async function release(period: string): Promise<void> {
  const started = performance.now();
  try {
    const onStep = (step: BuildStep) =>
      process.stdout.write(`${BUILD_STEPS.indexOf(step) + 1}/${BUILD_STEPS.length} ${STEPS[step]} …\n`);
    const host = await hostOrganisation();
    const builtBy = host ? { memberId: null, organisationId: host } : null;
    const { tables, cells, exposure } = await buildRelease(period, { builtBy, now: systemClock.now(), onStep });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(
      `Released ${period}: ${cells} cells in ${tables} tables, exposure ${exposure} of 0.9, ${seconds} s.\n`,
    );
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  } finally {
    await closeClients();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ReleaseRefused)
    return [REFUSALS[error.reason], ...error.missing.map((id) => `  ${id}`)].join('\n');
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
