import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { isShown, locked, PictureError, pictureToShow } from '#app/platform/pictures/shown-picture.server.ts';
import { photograph, pixels, PLACE } from '../../support/photograph.ts';

test('what is shown has the pixels, the way up, and nothing that the file said of itself', async () => {
  const original = await photograph();
  expect(original.includes(PLACE)).toBe(true);
  expect(await sharp(original).metadata()).toMatchObject({ orientation: 6, exif: expect.any(Buffer) as Buffer });

  const shown = await pictureToShow(original);
  const { format, width, height, exif, xmp, iptc, icc, comments, orientation } = await sharp(shown).metadata();
  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 200, height: 320 });
  expect([exif, xmp, iptc, icc, comments, orientation]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  for (const word of [PLACE, 'Fictional Camera', 'Exif', 'xmpmeta']) expect(shown.includes(word), word).toBe(false);
});

test.each(['png', 'webp', 'tiff'] as const)('a %s is shown as a JPEG, and a large one smaller', async (format) => {
  const shown = await pictureToShow(await pixels(3000, 1500).toFormat(format).toBuffer());
  expect(await sharp(shown).metadata()).toMatchObject({ format: 'jpeg', width: 2000, height: 1000 });
  expect(isShown(`image/${format}`)).toBe(true);
});

test('what is no picture, is cut off, or claims more pixels than there is room for is refused', async () => {
  const whole = await photograph();
  // A drawing that would be 9,000 by 9,000 pixels: a quarter of a gigabyte in memory, and a few hundred kilobytes here.
  const bomb = await pixels(9000, 9000).png({ compressionLevel: 9 }).toBuffer();
  expect(bomb.length).toBeLessThan(1_000_000);
  for (const bytes of [Buffer.from('no picture'), Buffer.alloc(0), whole.subarray(0, whole.length / 2), bomb])
    await expect(pictureToShow(bytes)).rejects.toThrow(PictureError);
  expect(isShown('application/pdf') || isShown('image/svg+xml')).toBe(false);
}, 60_000);

test('the process that draws can read no other file and start none; without the permission it could', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'linden-picture-'));
  try {
    const secret = path.join(folder, 'keys.json');
    writeFileSync(secret, 'fictional');
    const attack = `require('fs').readFileSync(${JSON.stringify(secret)}, 'utf8'); require('child_process').spawnSync('true')`;
    const run = (flags: string[]) => spawnSync(process.execPath, [...flags, '-e', attack], { encoding: 'utf8' });
    expect(run([]).status).toBe(0);
    const held = run(locked(process.cwd()));
    expect([held.status, /ERR_ACCESS_DENIED/.test(held.stderr)]).toEqual([1, true]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
