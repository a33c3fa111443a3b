import { useActionData, useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { changeSetting } from '#app/features/settings/change-setting.server.ts';
import { confirmSetting } from '#app/features/settings/confirm-setting.server.ts';
import { listSettings } from '#app/features/settings/list-settings.server.ts';
import { ConfirmSchema, NewValueSchema } from '#app/features/settings/setting.schema.ts';
import { SettingsPage } from '#app/features/settings/settings-page.tsx';

export const meta = () => [{ title: 'Linden – settings' }];

const about = { action: 'verifySetting', resource: ownOrganisation } as const;

export const loader = actorLoader({ action: 'readSettings', resource: ownOrganisation }, ({ uow }) =>
  listSettings(uow),
);

export const action = intents({
  confirm: actorAction({ ...about, form: ConfirmSchema }, ({ uow, form }) => confirmSetting(uow, form.settingId)),
  change: actorAction({ ...about, form: NewValueSchema }, ({ uow, form }) => changeSetting(uow, form)),
});

export default function Settings() {
  return <SettingsPage view={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
