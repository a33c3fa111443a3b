import { useCode } from '#app/platform/i18n/use-code.ts';
import { StateTag } from '#app/ui/state-tag.tsx';
import { Badge } from '#app/ui/tag.tsx';
import type { PacketStands } from './packet-view.ts';

/** Where a packet stands, the same on every page of its own organisation. */
export function PacketStateTag({ stands }: { stands: PacketStands }) {
  const { label } = useCode();
  if (stands === 'frozen' || stands === 'returned') return <Badge>{label('packetState', stands)}</Badge>;
  return <StateTag state={stands} of="packetProgress" />;
}
