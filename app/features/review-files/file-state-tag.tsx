import { useTranslation } from 'react-i18next';
import type { Came } from '#app/features/packets/came-since.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { StateTag } from '#app/ui/state-tag.tsx';
import { Badge } from '#app/ui/tag.tsx';

/**
 * Where a file stands. An answer that came and was not taken in says so in the place of the request that it answers: nobody waits for
 * the sender any more.
 */
export function FileStateTag({ state, came }: { state: Code<'applicationState'>; came: Came | null }) {
  const { t } = useTranslation('commission');
  if (state !== 'incomplete' || !came) return <StateTag state={state} of="packetProgress" />;
  return <Badge tone="honey">{came.source === 'system' ? t('files.came') : t('files.told')}</Badge>;
}
