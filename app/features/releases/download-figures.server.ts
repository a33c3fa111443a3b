import { stringify } from 'csv-stringify/sync';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { serverI18n } from '#app/platform/i18n/translator.server.ts';
import { DIMENSIONS } from './engine/categories.ts';
import { SHOWN_FROM } from './engine/show.ts';
import { categoryName, indicatorName } from './figure-names.ts';
import { publishedCells, type FigureCell } from './figures-repo.server.ts';
import type { DownloadQuery } from './release.schema.ts';
import { selectFigures } from './select-figures.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'figures.downloaded': { indicator: string; table: string; period: string; cells: number };
  }
}

/**
 * What is on screen (or, with `all`, every published cell) as CSV: codes for machines, names in the reader's language, the
 * same values as the page. Formula-safe: a cell that a spreadsheet would run is quoted.
 */
export async function downloadFigures(uow: UnitOfWork, query: DownloadQuery, language: Language) {
  const cells = await publishedCells(uow);
  const selection = selectFigures(cells, query);
  const chosen = query.all ? cells : (selection?.cells ?? []);
  const period = query.all ? 'all' : (selection?.period ?? 'none');
  return done(attachment(csvOf(chosen, language), `linden-${period}.csv`), {
    type: 'figures.downloaded',
    detail: {
      indicator: query.all ? '' : (selection?.indicator ?? ''),
      table: query.all ? '' : (selection?.table ?? ''),
      period,
      cells: chosen.length,
    },
  });
}

function csvOf(cells: readonly FigureCell[], language: Language): string {
  const { t } = serverI18n(language);
  const header = [
    'period',
    'indicator',
    'indicator_name',
    'table',
    ...DIMENSIONS.flatMap((d) => [d, `${d}_name`]),
    'value',
  ];
  const rows = cells.map((cell) => [
    cell.period,
    cell.indicator,
    indicatorName(t, cell.indicator),
    cell.table,
    ...DIMENSIONS.flatMap((d) => {
      const code = cell.categories[d];
      return [code ?? '', code ? categoryName(t, d, code) : ''];
    }),
    cell.value ?? `<${SHOWN_FROM}`,
  ]);
  return stringify([header, ...rows], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}

function attachment(text: string, name: string): Response {
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}
