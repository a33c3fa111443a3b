import { isShown } from '#app/platform/pictures/shown-picture.server.ts';
import type { ManifestEntry } from './packet-manifest.ts';

/** The numbers of the pieces of evidence that can be shown in a page. */
export function picturesIn({ documents }: { documents: readonly ManifestEntry[] }): number[] {
  return documents.flatMap(({ number, media_type }) => (number !== null && isShown(media_type) ? [number] : []));
}
