import { useTranslation } from 'react-i18next';
import { ButtonLink } from './button-link.tsx';
import { errorTexts, knownStatus } from './error-texts.ts';

interface ErrorPageProps {
  status: number;
  /** what the status alone does not say: `not_intact`, `read_too_much` */
  code?: unknown;
  headingLevel?: 1 | 3;
}

/** What happened, what was kept and what to do, without data of any kind. */
export function ErrorPage({ status, code, headingLevel = 1 }: ErrorPageProps) {
  const { t } = useTranslation('errors');
  const shown = knownStatus(status);
  const special: Record<string, [title: string, text: string]> = {
    not_intact: [t('page.notIntact.title'), t('page.notIntact.text')],
    read_too_much: [t('page.readTooMuch.title'), t('page.readTooMuch.text')],
  };
  const [title, text] = special[String(code)] ?? errorTexts(t)[shown];
  const Heading = headingLevel === 1 ? 'h1' : 'h3';
  return (
    <div className="mx-auto grid max-w-prose gap-4 py-8">
      <p className="text-small font-semibold text-quiet">{shown}</p>
      <Heading className="text-title">{title}</Heading>
      <p className="text-lead">{text}</p>
      <p>
        <ButtonLink to="/" look="secondary" reloadDocument>
          {t('page.home')}
        </ButtonLink>
      </p>
    </div>
  );
}
