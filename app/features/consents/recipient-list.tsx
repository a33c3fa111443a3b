import { useTranslation } from 'react-i18next';
import type { ConsentRecipient } from '#app/features/packets/withdraw-packets.server.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';

/** Who has received what under a consent. */
export function RecipientList({ recipients }: { recipients: readonly ConsentRecipient[] }) {
  const { t } = useTranslation('consents');
  const { date } = useFormat();
  if (recipients.length === 0) return <p>{t('withdraw.nobody')}</p>;
  return (
    <ul className="grid gap-2">
      {recipients.map(({ packetCode, organisation, part, onPaper, inSystem, opened }) => (
        <li key={packetCode}>
          <span className="font-semibold">
            {part ? t('withdraw.part', { code: packetCode, organisation }) : t('withdraw.packet', { code: packetCode, organisation })}
          </span>
          <span className="block text-small text-quiet">
            {[
              onPaper ? t('withdraw.onPaper', { date: date(onPaper) }) : '',
              inSystem ? t('withdraw.inSystem', { date: date(inSystem) }) : '',
              opened ? t('withdraw.opened', { date: date(opened) }) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
