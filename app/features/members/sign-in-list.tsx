import type { SubmissionResult } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { translateError } from '#app/platform/i18n/zod-errors.ts';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { DataTable, type Column } from '#app/ui/data-table.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { OnceField } from '#app/ui/once-field.tsx';
import { Badge } from '#app/ui/tag.tsx';
import { useDevice } from './use-device.ts';

export interface SignInItem {
  name: string;
  here: boolean;
  pending: boolean;
  device: string;
  started: string;
  lastSeen: string;
}

interface SignInListProps {
  items: readonly SignInItem[];
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** Where she is signed in; everything but this place can be ended here. */
export function SignInList({ items, lastResult }: SignInListProps) {
  const { t } = useTranslation('factors');
  const { dateTime } = useFormat();
  const device = useDevice();
  const columns: Column<SignInItem>[] = [
    {
      key: 'device',
      header: t('signIns.device'),
      cell: (item) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {device(item.device)}
          {item.here ? <Badge tone="leaf">{t('signIns.here')}</Badge> : null}
          {item.pending ? <Badge tone="honey">{t('signIns.pending')}</Badge> : null}
        </span>
      ),
    },
    { key: 'started', header: t('signIns.started'), cell: ({ started }) => dateTime(started, 'short') },
    { key: 'seen', header: t('signIns.lastSeen'), cell: ({ lastSeen }) => dateTime(lastSeen, 'short') },
    {
      key: 'end',
      header: t('signIns.end'),
      cell: (item) =>
        item.here ? <span className="text-quiet">{t('signIns.bySigningOut')}</span> : <EndOne item={item} />,
    },
  ];
  const errors = lastResult?.error?.[''] ?? [];
  const { t: errorText } = useTranslation('errors');
  return (
    <div className="grid gap-6">
      {errors.map((error) => (
        <Notice key={error} kind="info" title={translateError(errorText, error)} live />
      ))}
      <DataTable caption={t('signIns.title')} columns={columns} rows={items} rowKey={({ name }) => name} />
      {items.length > 1 ? (
        <ConfirmDisclosure action={t('signIns.endOthers')}>
          <p>{t('signIns.endOthersText')}</p>
          <Form method="post">
            <OnceField />
            <SubmitButton name="intent" value="others">
              {t('signIns.endOthersNow')}
            </SubmitButton>
          </Form>
        </ConfirmDisclosure>
      ) : null}
      <p className="max-w-prose text-small text-quiet">{t('signIns.unknown')}</p>
    </div>
  );
}

function EndOne({ item }: { item: SignInItem }) {
  const { t } = useTranslation('factors');
  return (
    <Form method="post">
      <OnceField />
      <input type="hidden" name="name" value={item.name} />
      <SubmitButton look="secondary" small name="intent" value="one">
        {t('signIns.endOne')}
      </SubmitButton>
    </Form>
  );
}
