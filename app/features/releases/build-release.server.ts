import { randomUUID } from 'node:crypto';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { inReleaseTransaction, type ReleaseTransaction } from '#app/kernel/release-transaction.server.ts';
import { isDuplicate } from '#app/kernel/submission.server.ts';
import { buildCells } from './engine/build-cells.ts';
import type { NoiseMac } from './engine/cell-key.ts';
import { checkExposure, worstExposure } from './engine/exposure.ts';
import { NOISE_BOUND, NOISE_VARIANCE } from './engine/noise-table.ts';
import { quartersOf } from './engine/periods.ts';
import type { ReleasePlan } from './engine/plan.ts';
import { SHOWN_FROM } from './engine/show.ts';
import { hasEnded, lastQuarterOf, planFor, plansBefore, type EarlierCell } from './release-calendar.ts';
import { ReleaseRefused } from './release-refused.ts';
import { approvalState, earlierCells, factsOf, publishRelease } from './release-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** written by the release's own transaction */
    'release.published': { period: string; tables: number; cells: number };
  }
}

export const BUILD_STEPS = ['checking', 'reading', 'building', 'publishing'] as const;
export type BuildStep = (typeof BUILD_STEPS)[number];

export interface ReleaseOrder {
  /** Who asks. Nobody in particular, in the host's name, for the command on the server; null where there is no host yet. */
  builtBy: { memberId: string | null; organisationId: string } | null;
  now: Date;
  onStep?: (step: BuildStep) => void;
}

export interface BuiltRelease {
  id: string;
  period: string;
  tables: number;
  cells: number;
  /** the worst exposure of one person, Σ 1/V, in this release */
  exposure: number;
}

/**
 * Builds and publishes the release of one period, in one transaction of the release role. What is published is never
 * changed and never built a second time. Throws ReleaseRefused, ExposureError or ReconcileError; nothing is written then.
 */
export async function buildRelease(period: string, order: ReleaseOrder): Promise<BuiltRelease> {
  try {
    return await inReleaseTransaction((transaction) => build(transaction, period, order));
  } catch (error) {
    if (isDuplicate(error)) throw new ReleaseRefused('release_built');
    throw error;
  }
}

async function build(
  transaction: ReleaseTransaction,
  period: string,
  { builtBy, now, onStep }: ReleaseOrder,
): Promise<BuiltRelease> {
  onStep?.('checking');
  const earlier = await earlierCells(transaction);
  const plan = requirePlan(period, earlier, now);
  await requireApprovals(transaction, period);
  onStep?.('reading');
  const quarters = [...new Set(plan.tables.flatMap((table) => quartersOf(table.period)))];
  const facts = await factsOf(transaction, quarters);
  onStep?.('building');
  const { mac, version } = await pinnedNoise();
  const cells = await buildCells(facts, plan, mac);
  onStep?.('publishing');
  const built = {
    id: randomUUID(),
    period,
    tables: plan.tables.length,
    cells: cells.length,
    exposure: worstExposure([plan]),
  };
  await publishRelease(
    transaction,
    {
      id: built.id,
      period,
      planVersion: plan.version,
      parameters: parametersOf(plan, version),
      builtBy: builtBy?.memberId ?? null,
      now,
    },
    cells,
    eventOf(built, builtBy, now),
  );
  return built;
}

function requirePlan(period: string, earlier: readonly EarlierCell[], now: Date): ReleasePlan {
  if (earlier.some(({ release }) => release === period)) throw new ReleaseRefused('release_built');
  if (!hasEnded(period, now)) throw new ReleaseRefused('release_not_ended');
  if (earlier.some(({ release }) => lastQuarterOf(release) >= lastQuarterOf(period)))
    throw new ReleaseRefused('release_out_of_order');
  const plan = planFor(period, earlier);
  if (!plan) throw new ReleaseRefused('release_not_due');
  checkExposure(plan, plansBefore(period, earlier));
  return plan;
}

async function requireApprovals(transaction: ReleaseTransaction, period: string): Promise<void> {
  const { counted, missing } = await approvalState(transaction, period, quartersOf(period));
  if (counted.length === 0) throw new ReleaseRefused('release_nothing_to_count');
  if (missing.length > 0) throw new ReleaseRefused('release_not_approved', missing);
}

/** One version of the noise key for the whole release, kept with it: cells that are published never see another. */
async function pinnedNoise(): Promise<{ mac: NoiseMac; version: number }> {
  const module = await keyModule();
  const { version } = await module.hmac('statistics_noise', new Uint8Array());
  return { version, mac: async (data) => (await module.hmac('statistics_noise', data, version)).mac };
}

function parametersOf(plan: ReleasePlan, noiseKeyVersion: number) {
  return {
    tier: plan.tier,
    variance: NOISE_VARIANCE,
    bound: NOISE_BOUND,
    shownFrom: SHOWN_FROM,
    noiseKeyVersion,
    exposure: worstExposure([plan]),
    tables: plan.tables.length,
  };
}

function eventOf({ id, period, tables, cells }: BuiltRelease, builtBy: ReleaseOrder['builtBy'], now: Date) {
  return {
    at: now,
    actorId: builtBy?.memberId ?? null,
    actorOrganisationId: builtBy?.organisationId ?? null,
    organisationId: builtBy?.organisationId ?? null,
    type: 'release.published',
    action: 'buildRelease',
    outcome: 'done' as const,
    resourceKind: 'Release',
    resourceId: id,
    caseId: null,
    consentId: null,
    purpose: null,
    detail: { period, tables, cells },
  };
}
