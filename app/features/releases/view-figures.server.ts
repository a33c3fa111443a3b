import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { publishedCells, publishedReleases } from './figures-repo.server.ts';
import type { FiguresQuery } from './release.schema.ts';
import { selectFigures, tilesOf } from './select-figures.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'figures.viewed': { indicator: string; table: string; period: string };
  }
}

/** Tiles, and one selection of published cells; filters choose among cells and never compute one. */
export async function viewFigures(uow: UnitOfWork, query: FiguresQuery) {
  const cells = await publishedCells(uow);
  const selection = selectFigures(cells, query);
  const latest = (await publishedReleases(uow))[0];
  const view = {
    selection,
    tiles: tilesOf(cells, query.period ?? selection?.period),
    latest: latest ? { period: latest.period, publishedAt: latest.publishedAt.toISOString() } : null,
  };
  const { indicator = '', table = '', period = '' } = selection ?? {};
  return done(view, { type: 'figures.viewed', detail: { indicator, table, period } });
}
