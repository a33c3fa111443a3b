import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/** Of a requirement: met by what `code` and `tests` name, missing in part or whole, about something Linden has not, or left out on purpose. */
export const STATES = ['met', 'gap', 'exception', 'not_applicable'] as const;
export type State = (typeof STATES)[number];

export const LEVELS = [1, 2, 3] as const;
export type Level = (typeof LEVELS)[number];

/** One requirement of the standard, by its number alone: its sentence stays in the standard. */
export interface Requirement {
  id: string;
  level: Level;
}

const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const paths = z.array(z.string().min(1));

const EntrySchema = z.strictObject({
  id: z.string().regex(/^V\d+\.\d+\.\d+$/),
  level,
  /** what it asks for, in words of our own */
  about: z.string().min(1),
  state: z.enum(STATES),
  /** places in the code or the documentation, from the root of the repository */
  code: paths,
  tests: paths,
  /** why not applicable, what is missing, or what the exception is */
  note: z.string(),
});
export type Entry = z.output<typeof EntrySchema>;

const ChapterSchema = z.strictObject({
  chapter: z.string().regex(/^V\d+$/),
  /** in words of our own */
  title: z.string().min(1),
  entries: z.array(EntrySchema),
});
export type Chapter = z.output<typeof ChapterSchema>;

/** Where the register's data lies, under the root of the repository. */
export const REGISTER_FOLDER = 'docs/asvs';

/** Every chapter, `V1.json` to `V17.json`, in the order of the numbers. Throws ZodError for what has not the form of one. */
export function readRegister(root: string): Chapter[] {
  const folder = path.join(root, REGISTER_FOLDER);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ChapterSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))))
    .sort((a, b) => compareIds(a.chapter, b.chapter));
}

/** The requirements of ASVS 5.0.0, from `requirements.csv` (id and level). Throws ZodError for a line of another form. */
export function readRequirements(root: string): Requirement[] {
  const text = readFileSync(path.join(root, REGISTER_FOLDER, 'requirements.csv'), 'utf8');
  const [, ...lines] = text.trim().split('\n');
  return lines.map((line) => {
    const [id = '', number] = line.split(',');
    return { id, level: level.parse(Number(number)) };
  });
}

/** Orders `V2.10.1` after `V2.9.1`. */
export function compareIds(a: string, b: string): number {
  const [one, other] = [a, b].map((id) => id.slice(1).split('.').map(Number)) as [number[], number[]];
  const place = one.findIndex((part, index) => part !== other[index]);
  return place < 0 ? 0 : (one[place] ?? 0) - (other[place] ?? 0);
}
