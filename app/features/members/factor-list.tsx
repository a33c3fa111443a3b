import type { SubmissionResult } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { translateError } from '#app/platform/i18n/zod-errors.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { OnceField } from '#app/ui/once-field.tsx';
import { useDevice } from './use-device.ts';

export interface FactorItem {
  id: string;
  kind: 'app' | 'passkey';
  device: string;
  added: string;
  lastUsed: string | null;
}

interface FactorListProps {
  factors: readonly FactorItem[];
  removable: boolean;
  room: boolean;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** Her second steps, how to add one, and how to remove one that is not the last. */
export function FactorList({ factors, removable, room, lastResult }: FactorListProps) {
  const { t } = useTranslation('factors');
  const { t: errorText } = useTranslation('errors');
  const errors = lastResult?.error?.[''] ?? [];
  return (
    <div className="grid max-w-3xl gap-6">
      {errors.map((error) => (
        <Notice key={error} kind="warn" title={translateError(errorText, error)} live />
      ))}
      {factors.length === 0 ? (
        <Notice kind="info" title={t('list.none')}>
          {t('list.noneText')}
        </Notice>
      ) : null}
      {factors.map((factor) => (
        <FactorCard key={factor.id} factor={factor} removable={removable} />
      ))}
      {factors.length === 1 ? <p className="text-quiet">{t('list.second')}</p> : null}
      {room ? (
        <Card title={t('list.add')}>
          <div className="grid gap-5 sm:grid-cols-2">
            <div className="grid content-between gap-3">
              <p>{t('list.aboutPasskey')}</p>
              <ButtonLink to="/account/factors/passkey">{t('list.addPasskey')}</ButtonLink>
            </div>
            <div className="grid content-between gap-3">
              <p>{t('list.aboutApp')}</p>
              <ButtonLink to="/account/factors/app" look="secondary">
                {t('list.addApp')}
              </ButtonLink>
            </div>
          </div>
        </Card>
      ) : null}
    </div>
  );
}

function FactorCard({ factor, removable }: { factor: FactorItem; removable: boolean }) {
  const { t } = useTranslation('factors');
  const { date } = useFormat();
  const device = useDevice();
  return (
    <Card title={factor.kind === 'app' ? t('list.app') : t('list.passkey')}>
      <p>{t('list.added', { date: date(factor.added, 'short'), device: device(factor.device) })}</p>
      <p className="text-small text-quiet">
        {factor.lastUsed ? t('list.used', { date: date(factor.lastUsed, 'short') }) : t('list.unused')}
      </p>
      {removable ? (
        <div className="mt-4">
          <ConfirmDisclosure action={t('list.remove')} danger>
            <p>{t('list.removeText')}</p>
            <Form method="post" action="?index">
              <OnceField />
              <SubmitButton look="danger" name="factorId" value={factor.id}>
                {t('list.removeNow')}
              </SubmitButton>
            </Form>
          </ConfirmDisclosure>
        </div>
      ) : null}
    </Card>
  );
}
