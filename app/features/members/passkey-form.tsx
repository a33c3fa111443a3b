import { useSubmit } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonStyle } from '#app/ui/button-style.ts';
import { Notice } from '#app/ui/notice.tsx';

interface PasskeyFormProps {
  /** Where the answer is posted. */
  action: string;
  /** What the browser is asked; the answer travels as JSON in the field `answer`. */
  ask: () => Promise<unknown>;
  label: string;
  /** Further fields of the form. */
  fields?: Record<string, string>;
}

/** Asks the browser for a passkey and posts its answer. Only a script can ask: without one the page says so. */
export function PasskeyForm({ action, ask, label, fields = {} }: PasskeyFormProps) {
  const { t } = useTranslation('factors');
  const submit = useSubmit();
  const [state, setState] = useState<'unknown' | 'ready' | 'asking' | 'none' | 'stopped'>('unknown');
  useEffect(() => setState('PublicKeyCredential' in window ? 'ready' : 'none'), []);
  const start = async () => {
    if (state === 'asking') return;
    setState('asking');
    try {
      const answer = JSON.stringify(await ask());
      submit({ ...fields, by: 'passkey', answer }, { method: 'post', action });
      setState('ready');
    } catch {
      setState('stopped');
    }
  };
  if (state === 'unknown' || state === 'none') return <p className="text-quiet">{t('passkey.needsScript')}</p>;
  return (
    <div className="grid gap-3">
      {state === 'stopped' ? <Notice kind="warn" title={t('passkey.stopped')} live /> : null}
      <button
        type="button"
        onClick={() => void start()}
        aria-disabled={state === 'asking' || undefined}
        className={buttonStyle()}
      >
        {state === 'asking' ? t('passkey.asking') : label}
      </button>
    </div>
  );
}
