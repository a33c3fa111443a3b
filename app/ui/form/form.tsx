import { FormProvider, getFormProps, type FormMetadata } from '@conform-to/react';
import { Form as RemixForm, useLocation, useNavigation } from '@remix-run/react';
import { useState, type ReactNode } from 'react';
import { DraftNotice, LeaveDraftForm } from '../quiet/draft-notice.tsx';
import type { KeptDraft } from '../quiet/drafts.ts';
import { useAutosave } from '../quiet/use-autosave.ts';
import { OnceField } from '../once-field.tsx';
import { DraftState } from './draft-state.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { labelsIn } from './labels-in.ts';

interface FormProps<Values extends Record<string, unknown>> {
  /** From `useLindenForm`. */
  form: FormMetadata<Values, string[]>;
  /** Another address than the page's own. */
  action?: string | undefined;
  encType?: 'multipart/form-data';
  /**
   * Keeps what is being written as a draft under `<path>#<form id>`. It is what the loader found under that name, null for
   * nothing: a form that says "kept" without bringing it back would lie.
   */
  kept?: KeptDraft | null;
  /** For the list of errors, by the field's name, where the field's own label does not say enough. */
  labels?: Record<string, string>;
  /** The field of a `Question` in this form: unanswered, it is asked about and not listed as an error. */
  asks?: string;
  className?: string;
  children: ReactNode;
}

/** A posting form: `_once`, the list of errors, drafts. Works without JavaScript. */
export function Form<Values extends Record<string, unknown>>(props: FormProps<Values>) {
  const { form, action, encType, kept, labels, asks, className = 'grid gap-6', children } = props;
  const { pathname } = useLocation();
  const mark = kept === undefined ? undefined : draftMark(pathname, form.id);
  const { formMethod } = useNavigation();
  const draftState = useAutosave(mark, { sending: formMethod === 'POST', failed: form.status === 'error' });
  const [restored] = useState(form.status === 'error' ? null : kept);
  return (
    <FormProvider context={form.context}>
      <RemixForm
        method="post"
        action={action}
        encType={encType}
        data-keep-draft={mark}
        className={className}
        {...getFormProps(form)}
        // Before a script runs the browser would point at one gap alone, in its own language; the server lists them all.
        noValidate={encType ? true : form.noValidate}
      >
        <OnceField />
        {mark ? <input type="hidden" name="_draft" value={mark} /> : null}
        <ErrorSummary
          formId={form.id}
          status={form.status}
          errors={form.allErrors}
          labels={{ ...labelsIn(children), ...labels }}
          asks={asks}
        />
        {restored ? <DraftNotice savedAt={restored.savedAt} leaving={`${form.id}-leave`} /> : null}
        {children}
        {mark ? <DraftState state={draftState} failed={form.status === 'error'} /> : null}
      </RemixForm>
      {restored && mark ? <LeaveDraftForm id={`${form.id}-leave`} mark={mark} /> : null}
    </FormProvider>
  );
}

/** The name under which `/drafts` keeps a form's draft. */
export function draftMark(pathname: string, formId: string): string {
  return `${pathname}#${formId}`;
}
