import { publicAction, publicLoader } from '#app/kernel/actor-route.server.ts';
import { NotFound } from '#app/kernel/errors.ts';

/** Every address that no other route knows. */
export const loader = publicLoader((): never => {
  throw new NotFound();
});

export const action = publicAction((): never => {
  throw new NotFound();
});

export default function Unknown() {
  return null;
}
