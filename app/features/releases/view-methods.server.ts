import * as z from 'zod';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { EXPOSURE_PER_FOUR_QUARTERS, EXPOSURE_PER_RELEASE, MAX_TABLES } from './engine/exposure.ts';
import { NOISE_BOUND, NOISE_VARIANCE } from './engine/noise-table.ts';
import { SHOWN_FROM } from './engine/show.ts';
import { publishedReleases } from './figures-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'methods.viewed': { releases: number };
  }
}

const Parameters = z.object({ tables: z.number(), exposure: z.number(), variance: z.number() }).partial();

/** What is public about the method, and the parameters that each release was built with. */
export async function viewMethods(uow: UnitOfWork) {
  const releases = (await publishedReleases(uow)).map(({ period, planVersion, publishedAt, parameters }) => {
    const { tables = null, exposure = null } = Parameters.safeParse(parameters).data ?? {};
    return { period, planVersion, publishedAt: publishedAt.toISOString(), tables, exposure };
  });
  const limits = {
    variance: NOISE_VARIANCE,
    typicalError: 3,
    bound: NOISE_BOUND,
    shownFrom: SHOWN_FROM,
    tables: MAX_TABLES,
    perRelease: EXPOSURE_PER_RELEASE,
    perYear: EXPOSURE_PER_FOUR_QUARTERS,
  };
  return done({ releases, limits }, { type: 'methods.viewed', detail: { releases: releases.length } });
}
