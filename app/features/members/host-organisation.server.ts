import { findHost } from './member-repo.server.ts';

/** The host's organisation, in whose name commands on the server act; null before it was made. */
export async function hostOrganisation(): Promise<string | null> {
  return (await findHost())?.id ?? null;
}
