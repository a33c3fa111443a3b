import { data } from '@remix-run/node';

/** Every address that no other route knows. */
export function loader(): never {
  throw data(null, { status: 404 });
}

export function action(): never {
  throw data(null, { status: 404 });
}

export default function Unknown() {
  return null;
}
