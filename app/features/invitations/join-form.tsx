import type { SubmissionResult } from '@conform-to/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { Notice } from '#app/ui/notice.tsx';
import { AcceptSchema, JoinSchema } from './invitation.schema.ts';
import type { InvitationView } from './open-invitation.server.ts';

interface LastResult {
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** The code, typed or pasted. A link carries it behind the #, which no server and no log sees; the page puts it into the field. */
export function CodeForm({ lastResult }: LastResult) {
  const { t } = useTranslation('invitations');
  const { form, fields } = useLindenForm(JoinSchema, { id: 'code', lastResult });
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const code = decodeURIComponent(window.location.hash.slice(1));
    const field = box.current?.querySelector<HTMLInputElement>('input[name=code]');
    if (!code || !field) return;
    field.value = code;
    window.history.replaceState(window.history.state, '', window.location.pathname);
  }, []);
  return (
    <div ref={box}>
      <Form form={form} labels={{ code: t('join.code') }}>
        <input type="hidden" name="intent" value="open" />
        <TextInput field={fields.code} label={t('join.code')} help={t('join.codeHelp')} />
        <SubmitButton>{t('join.open')}</SubmitButton>
      </Form>
    </div>
  );
}

/** Who invites her, where and as what, and the password that she sets. */
export function AcceptForm({
  invitation,
  code,
  lastResult,
}: LastResult & { invitation: InvitationView; code: string }) {
  const { t } = useTranslation('invitations');
  const { form, fields } = useLindenForm(AcceptSchema, { id: 'accept', lastResult });
  const labels = {
    password: t('join.password'),
    again: t('join.again'),
    firstShare: t('join.firstShare'),
    secondShare: t('join.secondShare'),
  };
  return (
    <div className="grid gap-6">
      <InvitedBy invitation={invitation} />
      <Form form={form} labels={labels}>
        <input type="hidden" name="intent" value="accept" />
        <input type="hidden" name="code" value={code} />
        {/* A password manager then stores the password under the right name. */}
        <input type="email" name="username" value={invitation.email} autoComplete="username" readOnly hidden />
        {invitation.kind === 'recovery' ? (
          <>
            <Notice kind="warn" title={t('join.sharesTitle')}>
              {t('join.shares')}
            </Notice>
            <TextInput field={fields.firstShare} label={labels.firstShare} optional={false} />
            <TextInput field={fields.secondShare} label={labels.secondShare} optional={false} />
          </>
        ) : null}
        {invitation.kind === 'renewal' ? (
          <Notice kind="warn" title={t('join.renewalTitle')}>
            {t('join.renewal')}
          </Notice>
        ) : null}
        <TextInput
          field={fields.password}
          label={labels.password}
          type="password"
          autoComplete="new-password"
          help={t('join.passwordHelp')}
        />
        <TextInput field={fields.again} label={labels.again} type="password" autoComplete="new-password" />
        <SubmitButton>{t('join.accept')}</SubmitButton>
      </Form>
    </div>
  );
}

function InvitedBy({ invitation }: { invitation: InvitationView }) {
  const { t } = useTranslation('invitations');
  const { label } = useCode();
  const { dateTime } = useFormat();
  const { organisation, inviter, name, email, roles, expiresAt } = invitation;
  return (
    <DefinitionList
      items={[
        { term: t('form.name'), value: name },
        { term: t('form.email'), value: email },
        { term: t('join.organisation'), value: organisation },
        { term: t('join.inviter'), value: inviter },
        { term: t('form.roles'), value: roles.map((role) => label('role', role)).join(', ') },
        { term: t('sheet.until'), value: dateTime(expiresAt) },
      ]}
    />
  );
}
