import { Form } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonStyle } from '#app/ui/button-style.ts';
import { Notice } from '#app/ui/notice.tsx';
import { DraftNotice, LeaveDraftForm } from '#app/ui/quiet/draft-notice.tsx';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import type { AttendeeCase, AttendeeChoice as Choice } from './new-group-session.server.ts';

/** Before the form: who came, found by a part of the code. Each search keeps those who are ticked; works without JavaScript. */
export function AttendeeChoice({ choice, draft }: { choice: Choice; draft: KeptDraft | null }) {
  const { t } = useTranslation('sessions');
  const id = useId();
  const { q, chosen, lastTime, others, nobody } = choice;
  return (
    <div className="grid gap-6">
      {draft ? (
        <>
          <DraftNotice savedAt={draft.savedAt} leaving="group-leave">
            <p>{chosen.length > 0 ? t('choose.fromDraft') : t('choose.noneFromDraft')}</p>
          </DraftNotice>
          <LeaveDraftForm id="group-leave" mark="/groups/new#group" back="/groups/new" />
        </>
      ) : null}
      <Form
        method="get"
        className="grid gap-6"
        aria-label={t('group.who')}
        key={`${q} ${chosen.map((each) => each.id).join()}`}
      >
        {nobody ? <Notice kind="warn" title={t('error.nobodyAttended')} /> : null}
        <div className="flex flex-wrap items-end gap-3 rounded-card border border-line bg-sunken p-3">
          <div className="grid min-w-36 flex-1 gap-1 sm:max-w-56">
            <label htmlFor={id} className="text-small font-semibold">
              {t('choose.search')}
            </label>
            <input
              id={id}
              name="q"
              type="search"
              defaultValue={q}
              maxLength={20}
              autoComplete="off"
              className="control"
            />
          </div>
          <button className={buttonStyle('secondary')}>{t('choose.find')}</button>
        </div>
        <Codes title={t('choose.chosen')} cases={chosen} checked />
        <Codes title={t('choose.lastTime')} cases={lastTime} />
        <Codes title={lastTime.length > 0 ? t('choose.others') : t('choose.yours')} cases={others} />
        {lastTime.length + others.length === 0 ? <p className="text-quiet">{t('choose.none')}</p> : null}
        <div>
          <button name="go" value="yes" className={buttonStyle('primary')}>
            {t('choose.goOn')}
          </button>
        </div>
      </Form>
    </div>
  );
}

function Codes({
  title,
  cases,
  checked = false,
}: {
  title: string;
  cases: readonly AttendeeCase[];
  checked?: boolean;
}) {
  if (cases.length === 0) return null;
  return (
    <fieldset className="grid max-w-4xl gap-1.5">
      <legend className="mb-1.5 font-semibold">{title}</legend>
      <ul className="grid items-start gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {cases.map(({ id, code }) => (
          <li key={id}>
            <label className="flex min-h-11 items-center gap-3 rounded-control border border-line bg-surface px-3 has-checked:border-leaf has-checked:bg-leaf-soft">
              <input type="checkbox" name="c" value={id} defaultChecked={checked} className="size-4.5 shrink-0" />
              <span className="font-semibold tabular-nums">{code}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
