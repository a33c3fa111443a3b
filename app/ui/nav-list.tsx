import { Link, NavLink } from '@remix-run/react';

export interface NavItem {
  to: string;
  label: string;
  /** Things that wait there; announced with the label. */
  count?: number;
  /** Only this very address is "here", not the pages below it. */
  end?: boolean;
  /** This is where the person is, though the address does not say so. */
  here?: boolean | undefined;
}

/** As the links themselves judge it (`aria-current`). */
export function isHere({ to, end, here }: NavItem, pathname: string): boolean {
  return here === true || pathname === to || (!end && pathname.startsWith(`${to}/`));
}

export function NavList({ items, stacked = false }: { items: readonly NavItem[]; stacked?: boolean }) {
  const look = `flex min-h-11 items-center gap-2 px-3 text-ink no-underline hover:bg-sunken aria-[current=page]:font-semibold aria-[current=page]:text-leaf-strong ${
    stacked
      ? 'rounded-control aria-[current=page]:bg-leaf-soft'
      : 'rounded-t-control border-b-3 border-transparent aria-[current=page]:border-leaf'
  }`;
  return (
    <ul className={stacked ? 'grid gap-1' : 'flex flex-wrap gap-x-1'}>
      {items.map((item) => (
        <li key={item.to}>
          {item.here ? (
            <Link to={item.to} aria-current="page" className={look}>
              <Label item={item} />
            </Link>
          ) : (
            <NavLink to={item.to} end={item.end} className={look}>
              <Label item={item} />
            </NavLink>
          )}
        </li>
      ))}
    </ul>
  );
}

function Label({ item }: { item: NavItem }) {
  return (
    <>
      {item.label}
      {item.count ? (
        <span className="rounded-full bg-sunken px-2 text-small font-semibold text-ink">{item.count}</span>
      ) : null}
    </>
  );
}
