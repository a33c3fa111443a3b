const paths = {
  check: 'M4.500 10.500l3.500 3.500 7.500-8',
  info: 'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15M10 9v4.500M10 6.300v.100',
  warn: 'M10 6.500v4.500M10 13.800v.100M10 2.500 1.800 17h16.400L10 2.500Z',
  stop: 'M6.500 6.500l7 7M13.500 6.500l-7 7',
  arrow: 'M4 10h12M11 5l5 5-5 5',
  leave: 'M8 4H4v12h4M9 10h8M14 7l3 3-3 3',
  down: 'M5 7.500l5 5 5-5',
  menu: 'M3 5.500h14M3 10h14M3 14.500h14',
  lock: 'M5 9h10v8H5V9ZM7 9V6.500a3 3 0 0 1 6 0V9',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing beside a word that says the same; hidden from screen readers. */
export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      className={`shrink-0 fill-none stroke-current ${className}`}
      aria-hidden="true"
    >
      <path d={paths[name]} strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
