import { unsentDrafts } from './send-drafts.ts';

/** How the session ended: by leaving for a page of another site, or by signing out. */
type Ending = 'left' | 'signed_out';

interface Told {
  ending: Ending;
  /** the page that says so: a page hears itself, too */
  from: string;
}

const NAME = 'linden-session';
const THIS_PAGE = String(Math.random());
const ENDINGS: readonly unknown[] = ['left', 'signed_out'] satisfies Ending[];

/** Tells this browser's other pages that the session ends here; a browser without channels tells nobody. */
export function endElsewhere(ending: Ending): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ ending, from: THIS_PAGE } satisfies Told);
  channel.close();
}

/**
 * What another page of this browser ended is not shown here any longer: `go` is called with how it ended. A page with words that
 * the server does not have yet is blurred instead, until somebody comes back to it and signs in: it must not lose them.
 */
export function onEndedElsewhere(go: (ending: Ending) => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<Partial<Told> | null>) => {
    if (!data?.ending || !ENDINGS.includes(data.ending) || data.from === THIS_PAGE) return;
    document.documentElement.classList.add('is-away');
    if (unsentDrafts().length === 0) go(data.ending);
  };
  return () => channel.close();
}
