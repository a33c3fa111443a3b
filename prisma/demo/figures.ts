import { approveTotals } from '#app/features/releases/approve-totals.server.ts';
import { buildRelease } from '#app/features/releases/build-release.server.ts';
import { openPeriods } from '#app/features/releases/open-periods.server.ts';
import { onOrganisation } from './acting.ts';
import type { DemoMember } from './world.ts';

/** Every CSO approves and every period is released, but the latest: that one waits for the first organisation. */
export async function releaseFigures(
  members: readonly DemoMember[],
  today: Date,
  say: (line: string) => void,
): Promise<void> {
  const approvers = members.filter(({ roles }) => roles.includes('release_approver'));
  const first = approvers[0]?.organisation;
  for (let open = await openPeriods(today); open[0]; open = await openPeriods(today)) {
    const [{ period }] = [open[0]];
    const latest = open.length === 1;
    for (const { organisation, signedIn } of approvers) {
      if (latest && organisation === first) continue;
      await onOrganisation(signedIn, 'approveTotals', today, (uow) => approveTotals(uow, period));
    }
    if (latest) return;
    const { cells } = await buildRelease(period, { builtBy: null, now: today });
    say(`${period}: ${cells} figures released`);
  }
}
