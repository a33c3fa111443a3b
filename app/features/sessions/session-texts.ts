import { useTranslation } from 'react-i18next';
import { codeKey, isCode } from '#app/platform/codes.ts';
import type { Service, SupportKind } from './session.schema.ts';

/** The label of a service, whichever kind it belongs to. */
export function useServiceLabel(): (service: Service) => string {
  const { t } = useTranslation('codes');
  return (service) => {
    if (isCode('psychosocialService', service)) return t(codeKey('psychosocialService', service));
    if (isCode('legalService', service)) return t(codeKey('legalService', service));
    return t(codeKey('otherService', service));
  };
}

/** Names of the kinds, and who can open them. */
export function useKindTexts(): Record<SupportKind, { name: string; closed: string }> {
  const { t } = useTranslation('sessions');
  return {
    psychosocial: { name: t('kind.psychosocial'), closed: t('closed.psychosocial') },
    legal: { name: t('kind.legal'), closed: t('closed.legal') },
    casework: { name: t('kind.casework'), closed: t('closed.casework') },
  };
}
