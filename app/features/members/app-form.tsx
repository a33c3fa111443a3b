import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { AppSchema } from './account.schema.ts';

interface AppFormProps {
  picture: { size: number; path: string };
  typed: string;
  offer: string;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** Scan, read, type: the three steps of an authenticator app. */
export function AppForm({ picture, typed, offer, lastResult }: AppFormProps) {
  const { t } = useTranslation('factors');
  const { form, fields } = useLindenForm(AppSchema, { id: 'app', lastResult });
  return (
    <ol className="grid max-w-xl list-none gap-8">
      <li>
        <h2 className="text-section">{t('app.first')}</h2>
        <p className="text-quiet">{t('app.firstText')}</p>
      </li>
      <li>
        <h2 className="text-section">{t('app.scan')}</h2>
        <p className="mb-3 text-quiet">{t('app.scanText')}</p>
        <svg
          viewBox={`0 0 ${picture.size} ${picture.size}`}
          width="240"
          height="240"
          role="img"
          aria-label={t('app.picture')}
          shapeRendering="crispEdges"
          className="rounded-control border border-line"
        >
          <rect width={picture.size} height={picture.size} fill="#fff" />
          <path d={picture.path} fill="#000" />
        </svg>
        <details className="mt-3">
          <summary className="link">{t('app.cannotScan')}</summary>
          <p className="mt-2">{t('app.typeThis')}</p>
          <p className="mt-1 font-mono text-lead break-words">{typed}</p>
        </details>
      </li>
      <li>
        <h2 className="mb-3 text-section">{t('app.show')}</h2>
        <Form form={form} labels={{ code: t('code.label') }}>
          <input type="hidden" name="offer" value={offer} />
          <TextInput
            field={fields.code}
            label={t('code.label')}
            help={t('code.help')}
            inputMode="numeric"
            autoComplete="one-time-code"
            size={10}
          />
          <div>
            <SubmitButton>{t('app.submit')}</SubmitButton>
          </div>
        </Form>
      </li>
    </ol>
  );
}
