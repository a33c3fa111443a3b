import { Form } from '@remix-run/react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { OnceField } from '#app/ui/once-field.tsx';
import { SignInAgain } from '#app/ui/quiet/sign-in-again.tsx';
import { useScripts } from '#app/ui/use-scripts.ts';
import { datesOutside } from './dates-in-text.ts';
import { STATEMENT_MAX } from './statement.schema.ts';
import type { FoundTraces } from './trace-check.server.ts';
import { StatementWarnings } from './statement-warnings.tsx';
import { useKeptText, type KeptState } from './use-kept-text.ts';

interface StatementFormProps {
  caseId: string;
  statement: { id: string; language: string; text: string; base: number };
  /** what she had written when somebody else was faster, or a draft that was not saved */
  text: string;
  /** the version that the next save builds on */
  base: number;
  /** The text was kept and is now version `base`: every form of the page that names the version has to follow. */
  onKept?: (base: number) => void;
  period: { from: string; to: string; verified: boolean };
  found?: FoundTraces | undefined;
  /** Two texts stand side by side: nothing is sent on its own until she decides. */
  comparing: boolean;
}

/** The editor. With JavaScript it keeps the text every few seconds; without, the button does. */
export function StatementForm({ caseId, statement, text, base, onKept = ignore, period, found, comparing }: StatementFormProps) {
  const { t } = useTranslation('statements');
  const { number } = useFormat();
  const form = useRef<HTMLFormElement>(null);
  const [written, setWritten] = useState(text);
  const kept = useKeptText(form, `/cases/${caseId}/statement/keep`, { active: !comparing, onSaved: onKept });
  const mark = `/cases/${caseId}/statement#statement`;
  return (
    <Form method="post" ref={form} id="statement" data-keep-draft={mark} className="grid gap-4" preventScrollReset>
      <OnceField />
      <input type="hidden" name="_draft" value={mark} />
      <input type="hidden" name="intent" value="save" />
      <input type="hidden" name="statementId" value={statement.id} />
      <input type="hidden" name="base" value={base} readOnly />
      <div className="grid gap-1.5">
        <label htmlFor="statement-text" className="font-semibold">
          {comparing ? t('conflict.yours') : t('write.label')}
        </label>
        <p id="statement-help" className="max-w-prose text-small text-quiet">
          {t('write.help')}
        </p>
        <textarea
          id="statement-text"
          name="text"
          lang={statement.language === 'other' ? undefined : statement.language}
          aria-describedby="statement-help"
          rows={comparing ? 20 : 24}
          maxLength={STATEMENT_MAX}
          defaultValue={text}
          onInput={(event) => setWritten(event.currentTarget.value)}
          className="control min-h-96 w-full leading-relaxed"
        />
        <div className="flex flex-wrap justify-between gap-x-4 text-small text-quiet">
          {comparing ? <span /> : <KeptLine state={kept} />}
          <p>{t('write.counter', { used: number(written.length), max: number(STATEMENT_MAX) })}</p>
        </div>
      </div>
      <StatementWarnings period={period} dates={datesOutside(written, period)} {...(found ? { found } : {})} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton>
          {comparing ? t('conflict.saveMine') : kept === 'overtaken' ? t('conflict.compare') : t('write.save')}
        </SubmitButton>
      </div>
    </Form>
  );
}

function ignore() {}

function KeptLine({ state }: { state: KeptState }) {
  const { t } = useTranslation(['statements', 'common']);
  const scripts = useScripts();
  const texts: Record<KeptState, string> = {
    unchanged: t('kept.unchanged'),
    saving: t('kept.saving'),
    kept: t('kept.saved'),
    offline: t('kept.offline'),
    overtaken: t('kept.overtaken'),
    signed_out: t('common:draft.signedOut'),
    other_member: t('common:draft.otherMember'),
    refused: t('common:draft.refused'),
  };
  return (
    <p role="status" className="min-h-6">
      {scripts ? texts[state] : null}
      {state === 'signed_out' ? <SignInAgain /> : null}
    </p>
  );
}
