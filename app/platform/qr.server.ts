import { encode } from 'uqr';

export interface QrPicture {
  /** modules on a side, the quiet border included */
  size: number;
  /** the dark modules as the `d` of an SVG path, one unit each */
  path: string;
}

/** A QR code as numbers for an SVG: no image has to be loaded, and no style attribute is needed. */
export function qrPicture(text: string): QrPicture {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const runs = data.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`));
  return { size, path: runs.join('') };
}

/** Start and length of each run of dark modules. */
function runsOf(row: boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = runs.at(-1);
    if (dark && last && last[0] + last[1] === x) last[1] += 1;
    else if (dark) runs.push([x, 1]);
  });
  return runs;
}
