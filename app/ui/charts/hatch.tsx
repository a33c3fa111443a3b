/** The pattern of "under ten": hatched, so that it is neither a colour nor a blank. Use as `fill={`url(#${id})`}`. */
export function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className="fill-sunken" />
        <line x1="0" y1="0" x2="0" y2="6" strokeWidth="2.5" className="stroke-line-strong" />
      </pattern>
    </defs>
  );
}

interface UnderBandProps {
  /** the id of a `Hatch` in the same drawing */
  hatch: string;
  /** from the axis to the largest value that it may stand for */
  from: number;
  to: number;
  /** of the band, across it */
  middle: number;
  /** of a bar at the same place: the marks at both ends are as long, the band is thinner */
  thick: number;
  /** a column rather than a bar */
  upright?: boolean;
}

/** "Somewhere from 0 to 9": a thin hatched band between two marks. It has another shape than a bar, whatever its length. */
export function UnderBand({ hatch, from, to, middle, thick, upright = false }: UnderBandProps) {
  const [near, far] = [Math.min(from, to), Math.max(from, to)];
  const [half, thin] = [thick / 2, thick * 0.45];
  const band = upright
    ? { x: middle - thin / 2, y: near, width: thin, height: far - near }
    : { x: near, y: middle - thin / 2, width: far - near, height: thin };
  const marks = [near, far].map((at) =>
    upright ? `M${middle - half},${at}h${thick}` : `M${at},${middle - half}v${thick}`,
  );
  return (
    <g>
      <rect {...band} fill={`url(#${hatch})`} strokeDasharray="3 2" className="stroke-line-strong" />
      <path d={marks.join('')} strokeWidth="2" fill="none" className="stroke-quiet" />
    </g>
  );
}

/** The same mark, small, beside text. */
export function HatchSwatch({ id }: { id: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 14" className="inline-block h-3.5 w-6 align-[-0.1em]">
      <Hatch id={id} />
      <UnderBand hatch={id} from={1} to={23} middle={7} thick={14} />
    </svg>
  );
}
