import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { packetResource } from '#app/features/packets/packet-facts.server.ts';
import { SentOutsideLine } from '#app/features/packets/sent-outside-line.tsx';
import { PacketParams } from '#app/features/packets/packet.schema.ts';
import { acceptPacket } from '#app/features/review-files/accept-packet.server.ts';
import { RegisterForm } from '#app/features/review-files/file-steps-form.tsx';
import { RegisterSchema } from '#app/features/review-files/review-file.schema.ts';
import { viewReferred } from '#app/features/review-files/view-referred.server.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – inbox' }];

const packet = { action: 'acceptPacket', params: PacketParams, resource: packetResource } as const;

export const loader = actorLoader(packet, ({ uow, params }) => viewReferred(uow, params.packetId));

export const action = actorAction({ ...packet, form: RegisterSchema }, ({ uow, params, form }) =>
  acceptPacket(uow, params.packetId, form),
);

export default function Referred() {
  const { t } = useTranslation('commission');
  const { date } = useFormat();
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={view.code}
        crumbs={[{ to: '/inbox', label: t('inbox.title') }]}
        lead={t('register.from', { sender: view.sender, date: date(view.referredOn) })}
      />
      <div className="grid gap-6">
        {view.sentOutside ? (
          <Notice title={t('packets:outside.title')}>
            <SentOutsideLine outside={view.sentOutside} />
          </Notice>
        ) : null}
        <Card title={t('register.title')}>
          <p className="mb-4 max-w-prose">{view.accepted ? t('register.already') : t('register.text')}</p>
          {view.accepted ? (
            <ButtonLink to="/files">{t('files.title')}</ButtonLink>
          ) : (
            <RegisterForm suggestion={view.suggestion} lastResult={answer?.lastResult} />
          )}
        </Card>
      </div>
    </>
  );
}
