import { NavLink } from '@remix-run/react';

export interface NavItem {
  to: string;
  label: string;
  /** Things that wait there; announced with the label. */
  count?: number;
  /** Only this very address is "here", not the pages below it. */
  end?: boolean;
}

export function NavList({ items, stacked = false }: { items: readonly NavItem[]; stacked?: boolean }) {
  return (
    <ul className={stacked ? 'grid gap-1' : 'flex flex-wrap gap-x-1'}>
      {items.map((item) => (
        <li key={item.to}>
          <NavLink
            to={item.to}
            end={item.end}
            className={`flex min-h-11 items-center gap-2 px-3 text-ink no-underline hover:bg-sunken aria-[current=page]:font-semibold aria-[current=page]:text-leaf-strong ${
              stacked
                ? 'rounded-control aria-[current=page]:bg-leaf-soft'
                : 'rounded-t-control border-b-3 border-transparent aria-[current=page]:border-leaf'
            }`}
          >
            {item.label}
            {item.count ? (
              <span className="rounded-full bg-sunken px-2 text-small font-semibold text-ink">{item.count}</span>
            ) : null}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
