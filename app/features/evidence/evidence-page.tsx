import { useTranslation } from 'react-i18next';
import { TakenBackNotice } from '#app/features/applications/taken-back-notice.tsx';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card, Section } from '#app/ui/card.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { PictureDisclosure } from '#app/ui/picture-disclosure.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import { RemoveSchema } from './evidence.schema.ts';
import { useSize } from './use-size.ts';
import type { viewEvidence } from './view-evidence.server.ts';

type View = Awaited<ReturnType<typeof viewEvidence>>['view'];

/** One piece: what it is, where it comes from, and who had it in hand since. */
export function EvidencePage({ view: { head, piece, custody, mayRemove, takenBack } }: { view: View }) {
  const { t } = useTranslation('evidence');
  const { label } = useCode();
  const { date } = useFormat();
  const size = useSize();
  const events = {
    added: t('custody.added'),
    viewed: t('custody.viewed'),
    downloaded: t('custody.downloaded'),
    included_in_packet: t('custody.included'),
    removed: t('custody.removed'),
  };
  const path = `/cases/${head.id}/evidence`;
  return (
    <>
      <PageHeader
        title={piece.title}
        crumbs={[
          { to: `/cases/${head.id}`, label: head.code },
          { to: path, label: t('title') },
        ]}
        next={
          <ButtonLink to={`${path}/${piece.id}/file`} reloadDocument>
            {t('download.action')}
          </ButtonLink>
        }
      />
      <Card>
        <DefinitionList
          items={[
            { term: t('column.type'), value: label('evidenceType', piece.type) },
            { term: t('add.provenance'), value: piece.provenance },
            { term: t('column.size'), value: size(piece.bytes) },
            { term: t('column.added'), value: date(piece.addedOn) },
            { term: t('hash'), value: <code className="text-small break-all">{piece.sha256}</code> },
          ]}
        />
        {piece.shown ? (
          <div className="mt-4">
            <PictureDisclosure src={`${path}/${piece.id}/picture`} title={piece.title} />
          </div>
        ) : null}
        <p className="mt-4 max-w-prose text-small text-quiet">{t('download.help')}</p>
      </Card>
      <Section title={t('custody.title')}>
        <Timeline
          exact
          entries={custody.map((entry) => ({
            id: entry.id,
            at: entry.at,
            title: events[entry.event],
            meta: entry.who,
            body: entry.note,
          }))}
        />
      </Section>
      {mayRemove ? (
        <div className="mt-8">
          <RemoveForm takenBack={takenBack} />
        </div>
      ) : null}
    </>
  );
}

function RemoveForm({ takenBack }: Pick<View, 'takenBack'>) {
  const { t } = useTranslation('evidence');
  const { form, fields } = useLindenForm(RemoveSchema, { id: 'remove' });
  return (
    <ConfirmDisclosure action={t('remove.action')} danger>
      <p>{t('remove.text')}</p>
      <TakenBackNotice taken={takenBack} />
      <Form form={form}>
        <TextArea field={fields.reason} label={t('remove.reason')} rows={2} />
        <div>
          <SubmitButton look="danger">{t('remove.submit')}</SubmitButton>
        </div>
      </Form>
    </ConfirmDisclosure>
  );
}
