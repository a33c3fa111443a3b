import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The forms in which a text could lie in a file: as it is, in two bytes a letter, in hexadecimal or base64 at any offset. */
export function formsOf(canary: string): Buffer[] {
  const utf8 = Buffer.from(canary, 'utf8');
  const base64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), utf8]).toString('base64');
    // The first and the last letters depend on their neighbours.
    return encoded.slice(offset === 0 ? 0 : 4, encoded.length - 4);
  });
  const texts = [utf8.toString('hex'), utf8.toString('hex').toUpperCase(), encodeURIComponent(canary), ...base64];
  return [
    utf8,
    Buffer.from(canary, 'utf16le'),
    Buffer.from(canary, 'utf16le').swap16(),
    ...texts.map((text) => Buffer.from(text)),
  ];
}

/** Where a canary stands: `name: canary` for every finding. */
export function searchBytes(name: string, bytes: Buffer, canaries: readonly string[]): string[] {
  return canaries.flatMap((canary) =>
    formsOf(canary).some((form) => bytes.includes(form)) ? [`${name}: ${canary}`] : [],
  );
}

/** Every file below a directory. A file that disappears meanwhile is no finding. */
export function searchFiles(
  directory: string,
  canaries: readonly string[],
): { found: string[]; files: number; bytes: number } {
  const result = { found: [] as string[], files: 0, bytes: 0 };
  for (const { name, bytes } of filesBelow(directory)) {
    result.files += 1;
    result.bytes += bytes.length;
    result.found.push(...searchBytes(name, bytes, canaries));
  }
  return result;
}

/** How many of these stand in a file below a directory, byte for byte. */
export function searchFilesFor(directory: string, needles: readonly Buffer[]): number {
  const found = new Set<Buffer>();
  for (const { bytes } of filesBelow(directory))
    for (const needle of needles) if (bytes.includes(needle)) found.add(needle);
  return found.size;
}

function* filesBelow(directory: string): Generator<{ name: string; bytes: Buffer }> {
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(directory, name);
    try {
      if (statSync(file).isFile()) yield { name, bytes: readFileSync(file) };
    } catch (error) {
      if (!['ENOENT', 'EPERM', 'EACCES', 'ENXIO'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}
