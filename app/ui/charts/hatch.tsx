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

/** The same pattern as a small swatch beside text. */
export function HatchSwatch({ id }: { id: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 14" className="inline-block h-3.5 w-6 align-[-0.1em]">
      <Hatch id={id} />
      <rect
        x="0.5"
        y="0.5"
        width="23"
        height="13"
        rx="2"
        fill={`url(#${id})`}
        strokeDasharray="3 2"
        className="stroke-line-strong"
      />
    </svg>
  );
}
