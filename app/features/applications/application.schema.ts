import * as z from 'zod';
import { codeLists, type Code } from '#app/platform/codes.ts';
import { heldTogether } from '#app/platform/held-together.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';

/** The sections of the form, in its order; in addresses a section is its number (from 1). */
export const SECTIONS = ['place', 'time', 'perpetrators', 'consequences_health', 'consequences_life'] as const;
export type Section = (typeof SECTIONS)[number];
/** Without these nothing is handed in; they too can be saved empty. */
export const NEEDED_SECTIONS: readonly Section[] = ['place', 'time'];

export const SectionParams = CaseParams.extend({ section: z.coerce.number().int().min(1).max(SECTIONS.length) });
export const SECTION_MAX = 10_000;
export const PERPETRATORS_MAX = 20;

const PerpetratorRow = z.object({
  group: z.enum(codeLists.perpetratorGroup).optional(),
  description: z.string().trim().max(2_000).optional(),
});

/** `base`: what the section said when the page was loaded, as a digest. Everything may stay empty. */
export const SectionSchema = z.object({
  base: z.string().max(64),
  text: z.string().trim().max(SECTION_MAX).optional(),
  perpetrators: z
    .array(PerpetratorRow)
    .max(PERPETRATORS_MAX + 2)
    .default([]),
});
export type SectionForm = z.output<typeof SectionSchema>;

export interface Perpetrator {
  group: Code<'perpetratorGroup'>;
  description: string;
}

const StoredPerpetrators = z.array(z.object({ group: z.enum(codeLists.perpetratorGroup), description: z.string() }));

/** The section `perpetrators` is stored as JSON; an empty section is an empty list. */
export function parsePerpetrators(text: string | null): Perpetrator[] {
  return text ? StoredPerpetrators.parse(JSON.parse(text)) : [];
}

/** What a section stores of its form; null = empty. */
export function storedSection(section: Section, form: SectionForm): string | null {
  if (section !== 'perpetrators') return form.text || null;
  const filled = form.perpetrators.filter((row) => row.group || row.description);
  if (filled.length === 0) return null;
  return JSON.stringify(
    filled.map((row) => ({ group: row.group ?? 'not_stated', description: row.description ?? '' })),
  );
}

export const EmptySchema = z.object({});

/** `seen`: what the reviewer had before her (see `reviewMark`). */
export const ReviewSchema = heldTogether(
  z.object({
    seen: z.string().max(200),
    outcome: z.enum(['approved', 'returned']),
    note: z.string().trim().max(4_000).optional(),
  }),
  ({ outcome, note }, refuse) => {
    if (outcome === 'returned' && !note) refuse('note', 'required');
  },
);
export type Review = z.output<typeof ReviewSchema>;
