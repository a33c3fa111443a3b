import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Icon } from '../icon.tsx';
import { textOf, type FormField } from './field.ts';
import { useAttempts } from './use-attempts.ts';

interface QuestionProps {
  /** The box to tick; its form names it in `asks`. */
  field: FormField;
  title: string;
  /** The statement beside the box. */
  label: string;
  /** What to do here, for who presses again without an answer. */
  help: string;
  /** What would be done. */
  children: ReactNode;
}

/**
 * Asked once everything else of a form is in order, before something is done that cannot be taken back. A question and no
 * error: it looks calm, takes the focus when it appears and at every press that leaves it open, and reads itself out.
 */
export function Question({ field, title, label, help, children }: QuestionProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const attempt = useAttempts(field.formId);
  useEffect(() => {
    const timer = window.setTimeout(() => box.current?.focus());
    return () => window.clearTimeout(timer);
  }, [attempt]);
  return (
    <div
      ref={box}
      tabIndex={-1}
      // Where no script moves the focus, the browser does. The page was asked for by sending the form.
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      role="group"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      data-kind="question"
      className="grid max-w-3xl gap-2 rounded-control border border-sky bg-sky-soft px-4 py-3"
    >
      <p id={`${id}-title`} className="flex items-start gap-2 font-semibold text-sky">
        <Icon name="info" className="mt-0.5 size-5" />
        <span>{title}</span>
      </p>
      <div id={`${id}-text`}>
        {children}
        <p id={field.descriptionId} className="mt-1 text-small text-quiet">
          {help}
        </p>
      </div>
      <label className="flex min-h-11 items-start gap-3 py-2">
        <input
          key={field.key}
          id={field.id}
          name={field.name}
          form={field.formId}
          aria-describedby={field.descriptionId}
          type="checkbox"
          value="on"
          defaultChecked={textOf(field.initialValue) === 'on' || field.initialValue === true}
          className="mt-1 size-4.5 shrink-0"
        />
        <span>{label}</span>
      </label>
    </div>
  );
}
