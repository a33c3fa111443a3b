import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import type { Came } from '#app/features/packets/came-since.server.ts';
import { Card } from '#app/ui/card.tsx';
import { SupplementedForm } from './completeness-form.tsx';

/** The sender has answered a request: for who takes it in, the button that does. */
export function CameCard({ fileId, came, mayTakeIn }: { fileId: string; came: Came; mayTakeIn: boolean }) {
  const { t } = useTranslation('commission');
  const { date } = useFormat();
  const inSystem = came.source === 'system';
  const day = { date: date(came.on) };
  return (
    <Card title={inSystem ? t('supplement.came') : t('supplement.told')}>
      <p className="max-w-prose">{inSystem ? t('supplement.cameText', day) : t('supplement.toldText', day)}</p>
      {mayTakeIn ? (
        <div className="mt-4">
          <SupplementedForm action={`/files/${fileId}/completeness`} />
        </div>
      ) : null}
    </Card>
  );
}
