import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const FILES = ['400Regular/NotoSans_400Regular.ttf', '600SemiBold/NotoSans_600SemiBold.ttf'];

export type DocumentFont = { folder: string; files: Buffer[]; has(codePoint: number): boolean };
let loaded: DocumentFont | undefined;

/** Noto Sans in the two weights of the documents, with what both can show. Read once. */
export function documentFont(): DocumentFont {
  if (loaded) return loaded;
  const folder = dirname(require.resolve('@expo-google-fonts/noto-sans/package.json'));
  const files = FILES.map((file) => readFileSync(join(folder, file)));
  const coverages = files.map(coverageOf);
  loaded = { folder, files, has: (codePoint) => coverages.every((coverage) => coverage.has(codePoint)) };
  return loaded;
}

/** The code points of a TrueType font: table `cmap`, subtables of format 4 and 12 (OpenType specification, "cmap"). */
function coverageOf(font: Buffer): Set<number> {
  const covered = new Set<number>();
  const tables = font.readUInt16BE(4);
  for (let i = 0; i < tables; i++) {
    const record = 12 + 16 * i;
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue;
    const cmap = font.subarray(font.readUInt32BE(record + 8));
    for (let k = 0; k < cmap.readUInt16BE(2); k++) addSubtable(covered, cmap.subarray(cmap.readUInt32BE(8 + 8 * k)));
  }
  return covered;
}

function addSubtable(covered: Set<number>, subtable: Buffer): void {
  const format = subtable.readUInt16BE(0);
  if (format === 12) {
    for (let group = 0; group < subtable.readUInt32BE(12); group++) {
      const at = 16 + 12 * group;
      for (let c = subtable.readUInt32BE(at); c <= subtable.readUInt32BE(at + 4); c++) covered.add(c);
    }
  }
  if (format === 4) {
    const bytes = subtable.readUInt16BE(6);
    for (let at = 0; at < bytes; at += 2) addSegment(covered, subtable, bytes, at);
  }
}

function addSegment(covered: Set<number>, subtable: Buffer, bytes: number, at: number): void {
  const end = subtable.readUInt16BE(14 + at);
  const start = subtable.readUInt16BE(16 + bytes + at);
  const delta = subtable.readUInt16BE(16 + 2 * bytes + at);
  const offsetAt = 16 + 3 * bytes + at;
  const offset = subtable.readUInt16BE(offsetAt);
  for (let c = start; c <= end && c !== 0xffff; c++) {
    const raw = offset === 0 ? c : subtable.readUInt16BE(offsetAt + offset + 2 * (c - start));
    const glyph = offset !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
    if (glyph !== 0) covered.add(c);
  }
}
