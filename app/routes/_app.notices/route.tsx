import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { listNotices, readNotices } from '#app/features/notices/list-notices.server.ts';
import { NoticeList } from '#app/features/notices/notice-list.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { OnceField } from '#app/ui/once-field.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – notices' }];

export const loader = actorLoader({ action: 'listNotifications', resource: ownOrganisation }, ({ uow }) => listNotices(uow));

export const action = actorAction({ action: 'listNotifications', resource: ownOrganisation, form: z.object({}) }, ({ uow }) =>
  readNotices(uow),
);

export default function Notices() {
  const { t } = useTranslation('notices');
  const { items, unread } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        next={
          unread > 0 ? (
            <Form method="post">
              <OnceField />
              <SubmitButton look="secondary">{t('allRead')}</SubmitButton>
            </Form>
          ) : undefined
        }
      />
      <NoticeList items={items} />
    </>
  );
}
