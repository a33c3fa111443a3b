/** A linden leaf, reduced to a heart-shaped blade and its midrib. Decorative: the name stands beside it. */
export function Mark({ className = 'size-8' }: { className?: string }) {
  return (
    <svg width="32" height="32" viewBox="0 0 32 32" className={className} aria-hidden="true" focusable="false">
      <path
        className="fill-leaf"
        d="M16.6 4.2C14.9 2.6 11.2 2.9 8 5.6 4.3 8.7 3 13.6 5 18c2 4.5 6.6 7.5 12.7 8.7.6.1.9-.6.6-1.1l1.500-.4c5.300-1.600 8.500-6 8.500-11.100 0-4.700-3.200-8.700-7-9.700-1.900-.500-3.700-.400-4.700-.200Z"
      />
      <path
        className="fill-none stroke-surface"
        strokeWidth="1.5"
        strokeLinecap="round"
        d="M15.600 6.500c-.400 7.200.500 13.600 4 22.500M15.500 13.500l-5 -3.200M16.100 18.500l-6.600 -2.600M15.700 12.200l5.200 -3.600M16.200 17l7.200 -4"
      />
    </svg>
  );
}
