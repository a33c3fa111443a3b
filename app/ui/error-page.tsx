import { useTranslation } from 'react-i18next';
import { ButtonLink } from './button-link.tsx';

const known = [400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503] as const;
type KnownStatus = (typeof known)[number];

interface ErrorPageProps {
  status: number;
  /** what the status alone does not say: `not_intact`, `read_too_much` */
  code?: unknown;
  headingLevel?: 1 | 3;
}

/** What happened, what was kept and what to do, without data of any kind. */
export function ErrorPage({ status, code, headingLevel = 1 }: ErrorPageProps) {
  const { t } = useTranslation('errors');
  const texts: Record<KnownStatus, [title: string, text: string]> = {
    400: [t('page.400.title'), t('page.400.text')],
    401: [t('page.401.title'), t('page.401.text')],
    403: [t('page.403.title'), t('page.403.text')],
    404: [t('page.404.title'), t('page.404.text')],
    405: [t('page.405.title'), t('page.405.text')],
    409: [t('page.409.title'), t('page.409.text')],
    413: [t('page.413.title'), t('page.413.text')],
    422: [t('page.422.title'), t('page.422.text')],
    429: [t('page.429.title'), t('page.429.text')],
    500: [t('page.500.title'), t('page.500.text')],
    503: [t('page.503.title'), t('page.503.text')],
  };
  const shown = known.find((code) => code === status) ?? 500;
  const special: Record<string, [title: string, text: string]> = {
    not_intact: [t('page.notIntact.title'), t('page.notIntact.text')],
    read_too_much: [t('page.readTooMuch.title'), t('page.readTooMuch.text')],
  };
  const [title, text] = special[String(code)] ?? texts[shown];
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
