import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';

interface RecoveryKeyStateProps {
  state: {
    since: string | null;
    drilledAt: string | null;
    dueOn: string | null;
    due: boolean;
    unfinished: boolean;
    sheetsHere: boolean;
  };
}

/** Whether there is a key, when it was tried, and when it should be tried again. */
export function RecoveryKeyState({ state }: RecoveryKeyStateProps) {
  const { t } = useTranslation('recovery');
  const { date } = useFormat();
  const { since, drilledAt, dueOn, due, unfinished, sheetsHere } = state;
  return (
    <>
      {since ? null : (
        <Notice kind="warn" title={t('key.noneTitle')}>
          {t('key.none')}
        </Notice>
      )}
      {due ? (
        <Notice kind="warn" title={t('key.dueTitle')}>
          {t('key.due')}
        </Notice>
      ) : null}
      {unfinished && !sheetsHere ? (
        <Notice kind="warn" title={t('key.unfinishedTitle')}>
          {t('key.unfinished')}
        </Notice>
      ) : null}
      {since ? (
        <Card title={t('key.haveTitle')}>
          <DefinitionList
            items={[
              { term: t('key.since'), value: date(since) },
              { term: t('key.drilled'), value: drilledAt ? date(drilledAt) : t('key.never') },
              { term: t('key.dueOn'), value: dueOn ? date(dueOn) : '' },
            ]}
          />
          <div className="mt-4">
            <ButtonLink to="/keys/recovery/drill" look={sheetsHere ? 'secondary' : 'primary'}>
              {t('key.toDrill')}
            </ButtonLink>
          </div>
        </Card>
      ) : null}
    </>
  );
}
