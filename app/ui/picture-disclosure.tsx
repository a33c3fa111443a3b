import { useTranslation } from 'react-i18next';

interface PictureDisclosureProps {
  src: string;
  /** what the picture is of, as its title says */
  title: string;
}

/** A picture that is asked for: nobody meets it unprepared, and the browser fetches it only once this is opened. */
export function PictureDisclosure({ src, title }: PictureDisclosureProps) {
  const { t } = useTranslation('common');
  return (
    <details className="no-print">
      <summary className="link inline-flex min-h-11 cursor-pointer items-center">{t('picture.show')}</summary>
      <img
        src={src}
        alt={title}
        loading="lazy"
        className="mt-2 max-h-[80vh] max-w-full rounded-control border border-line"
      />
      <p className="mt-2 max-w-prose text-small text-quiet">{t('picture.help')}</p>
    </details>
  );
}
