import { useTranslation } from 'react-i18next';
import { useScripts } from './use-scripts.ts';

/** The sentence on Resolution 1244 stands under every page that names the territory or its places. */
export function Footer({ placeNames }: { placeNames: boolean }) {
  const { t } = useTranslation('common');
  const scripts = useScripts();
  return (
    <footer className="mt-8 border-t border-line">
      <div className="mx-auto flex max-w-6xl flex-wrap justify-between gap-x-8 gap-y-2 px-4 py-5 text-small text-quiet sm:px-6">
        {placeNames ? <p className="max-w-prose">{t('footer.resolution1244')}</p> : null}
        {scripts ? <p className="no-print">{t('footer.leaveHint')}</p> : null}
      </div>
    </footer>
  );
}
