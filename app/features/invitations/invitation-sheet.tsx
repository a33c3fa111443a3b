import { useTranslation } from 'react-i18next';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Form } from '@remix-run/react';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { OnceField } from '#app/ui/once-field.tsx';
import { PrintButton } from '#app/ui/print-button.tsx';
import { PrintedCode } from '#app/ui/printed-code.tsx';
import type { InvitationState } from './view-invitation.server.ts';

export interface InvitationSheetProps {
  organisation: string;
  name: string;
  email: string;
  roles: readonly string[];
  expiresAt: string;
  state: InvitationState;
  code: string | null;
  link: string | null;
}

/** The link and the code, to be handed over; once that is said, or the session has ended, they are shown no more. */
export function InvitationSheet({ invitation }: { invitation: InvitationSheetProps }) {
  const { t } = useTranslation('invitations');
  const { code, link, state } = invitation;
  return (
    <div className="bare grid gap-6">
      {code && link ? (
        <>
          <div className="no-print">
            <Notice kind="warn" title={t('sheet.onceTitle')}>
              <p>{t('sheet.once')}</p>
              <p>{t('sheet.how')}</p>
            </Notice>
          </div>
          <div className="grid gap-4">
            <h2 className="text-section">{t('sheet.code')}</h2>
            <PrintedCode code={code} label={t('sheet.code')} />
            <h2 className="text-section">{t('sheet.link')}</h2>
            <p className="font-mono break-all">{link}</p>
            <p className="hidden max-w-prose print:block">{t('sheet.paper')}</p>
          </div>
        </>
      ) : (
        <Notice kind="info" title={t('sheet.goneTitle')}>
          {state === 'open' ? t('sheet.gone') : t('sheet.ended')}
        </Notice>
      )}
      <InvitationFacts invitation={invitation} />
      {state === 'open' ? <Acts shown={code !== null} /> : null}
    </div>
  );
}

function InvitationFacts({ invitation }: { invitation: InvitationSheetProps }) {
  const { t } = useTranslation('invitations');
  const { label } = useCode();
  const { dateTime } = useFormat();
  const { organisation, name, email, roles, expiresAt } = invitation;
  return (
    <DefinitionList
      items={[
        { term: t('form.name'), value: name },
        { term: t('form.email'), value: email },
        { term: t('join.organisation'), value: organisation },
        {
          term: t('form.roles'),
          value: roles.map((role) => (isCode('role', role) ? label('role', role) : role)).join(', '),
        },
        { term: t('sheet.until'), value: dateTime(expiresAt) },
      ]}
    />
  );
}

function Acts({ shown }: { shown: boolean }) {
  const { t } = useTranslation('invitations');
  return (
    <div className="no-print flex flex-wrap gap-3">
      {shown ? <PrintButton>{t('sheet.print')}</PrintButton> : null}
      {shown ? (
        <Form method="post">
          <OnceField />
          <SubmitButton name="intent" value="handedOver">
            {t('sheet.handedOver')}
          </SubmitButton>
        </Form>
      ) : null}
      <Form method="post">
        <OnceField />
        <SubmitButton look="secondary" name="intent" value="cancel">
          {t('sheet.cancel')}
        </SubmitButton>
      </Form>
    </div>
  );
}
